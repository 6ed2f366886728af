using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>A decision, and what the wall clock said when it was made.</summary>
internal readonly record struct TimedDecision(Decision Decision, DateTime Utc);
