import Testing

@testable import BenchKit

@Suite struct WatchTests {
  @Test func `a value that fits already is returned at once`() async {
    let watch = Watch(5)
    #expect(await watch.value(until: .now) { $0 == 5 } == 5)
  }

  @Test func `a wait ends with the change it waits for`() async {
    let watch = Watch(0)
    async let found = watch.value(until: .now + .seconds(60)) { $0 >= 3 }
    for _ in 1...3 { watch.update { $0 += 1 } }
    #expect(await found == 3)
  }

  @Test func `a wait ends with its deadline`() async {
    let watch = Watch(0)
    #expect(await watch.value(until: .now + .milliseconds(1)) { $0 == 1 } == nil)
  }

  @Test func `a wait ends with its task`() async {
    let watch = Watch(0)
    let task = Task { await watch.value(until: .now + .seconds(600)) { $0 == 1 } }
    task.cancel()
    #expect(await task.value == nil)
  }

  @Test func `a change between looking and waiting is not missed`() async {
    let watch = Watch(0)
    let version = watch.versioned.version
    watch.update { $0 = 1 }
    await watch.change(since: version, until: .now + .seconds(600))
    #expect(watch.value == 1)
  }

  @Test func `many wait and all are woken`() async {
    let watch = Watch(0)
    await withTaskGroup(of: Int?.self) { group in
      for _ in 0..<50 {
        group.addTask { await watch.value(until: .now + .seconds(60)) { $0 == 1 } }
      }
      watch.update { $0 = 1 }
      for await value in group { #expect(value == 1) }
    }
  }

  @Test func `turns are taken one after the other`() async throws {
    let turn = Turn()
    let log = Watch<[Int]>([])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        group.addTask {
          try await turn.take {
            log.update { $0.append(number) }
            await Task.yield()
            log.update { $0.append(number) }
          }
        }
      }
      try await group.waitForAll()
    }
    let entries = log.value
    #expect(entries.count == 40)
    for index in stride(from: 0, to: 40, by: 2) { #expect(entries[index] == entries[index + 1]) }
  }

  @Test func `a turn that fails does not stop the next`() async throws {
    let turn = Turn()
    await #expect(throws: BenchFault.self) { try await turn.take { throw BenchFault("no") } }
    #expect(try await turn.take { 7 } == 7)
  }
}
