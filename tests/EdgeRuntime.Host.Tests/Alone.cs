namespace EdgeRuntime.Host.Tests;

/// <summary>Tests that count the whole process's collections: no other test runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
