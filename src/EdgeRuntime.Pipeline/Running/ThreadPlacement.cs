namespace EdgeRuntime.Pipeline;

/// <summary>Where and how urgently a pipeline's thread runs.</summary>
/// <param name="Priority">1..99 before every thread without one (SCHED_FIFO, sched(7)); 0 for the usual scheduling.</param>
/// <param name="Cpus">Processors that it may run on; empty for all.</param>
/// <param name="LockMemory">Whether pages that were touched once stay in memory.</param>
/// <param name="WakeLatencyUs">Longest time, microseconds, that a sleeping processor may take to wake up; null for as the system has it.</param>
public sealed record ThreadPlacement(int Priority, IReadOnlyList<int> Cpus, bool LockMemory, int? WakeLatencyUs = null);
