public import MarkedYAML

/// Why a scenario file could not be read: where, and what about it is wrong.
public typealias ScenarioFault = MarkedFault

/// A piece of a scenario file.
typealias ScenarioNode = MarkedNode
