namespace Jobs;

/// <summary>What an acknowledgement promises.</summary>
public enum Durability
{
    /// <summary>Acknowledged work survives a loss of power (<c>synchronous=FULL</c>). The default; group commit makes it nearly free under load.</summary>
    Flushed = 0,

    /// <summary>Acknowledged work survives a crash of the process; the last moments before a loss of power may be lost (<c>synchronous=NORMAL</c>).</summary>
    Committed = 1,
}
