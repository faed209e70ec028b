namespace Jobs.Cli;

/// <summary>What a command was to be done with is not there: the answer is no, in words that a person can do something with.</summary>
internal sealed class NothingFoundException(string message) : JobException(message);
