import Endurance
import Testing

@Suite struct CourseTests {
  private func course(_ allowance: Course.Allowance, _ samples: [Int]) -> Course {
    var course = Course("it", allowance: allowance)
    for sample in samples { course.note(sample) }
    return course
  }

  @Test func whatFillsUpInTheFirstHalfIsFlat() {
    let filling = course(.by(0), (0..<40).map { min($0, 20) })
    #expect(filling.isFlat && filling.quarters == [5, 15, 20, 20])
  }

  @Test func whatStaysIsFlat() {
    #expect(course(.by(0), [Int](repeating: 12, count: 40)).isFlat)
    // One look in the middle of something.
    #expect(course(.by(0), [12, 14, 12, 12, 12, 12, 12, 14, 12, 12, 13, 12]).isFlat)
  }

  @Test(arguments: [1, 2])
  func whatGrowsIsNot(every step: Int) {
    #expect(!course(.by(0), (0..<40).map { 12 + $0 / (4 * step) }).isFlat)
    #expect(!course(.percent(1), (0..<40).map { 12 + $0 / (4 * step) }).isFlat)
  }

  @Test func anAllowanceIsOne() {
    #expect(course(.by(3), [9, 9, 10, 13]).isFlat)
    #expect(!course(.by(3), [9, 9, 10, 14]).isFlat)
    #expect(course(.percent(10), [0, 0, 1_000, 1_100]).isFlat)
    #expect(!course(.percent(10), [0, 0, 1_000, 1_101]).isFlat)
  }
}
