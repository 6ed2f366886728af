namespace EdgeRuntime.Pipeline;

/// <summary>A class appeared or went.</summary>
public readonly record struct ClassChange(int ClassIndex, bool IsActive);
