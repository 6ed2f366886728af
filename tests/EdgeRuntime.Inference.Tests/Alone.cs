namespace EdgeRuntime.Inference.Tests;

/// <summary>Tests that count the whole process's allocations: no other test runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
