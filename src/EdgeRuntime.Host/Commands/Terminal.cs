namespace EdgeRuntime.Host;

/// <summary>Where a command writes: answers to <paramref name="Output"/>, everything else to <paramref name="Error"/>.</summary>
internal sealed record Terminal(TextWriter Output, TextWriter Error);
