/// Has things done one after the other, in the order in which they were asked for.
actor Turn {
  private var last: Task<Void, Never>?

  func take<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
    let previous = last
    let task = Task {
      await previous?.value
      return try await body()
    }
    last = Task { _ = try? await task.value }
    return try await task.value
  }
}
