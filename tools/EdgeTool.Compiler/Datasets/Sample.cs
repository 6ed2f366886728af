namespace EdgeTool.Compiler.Datasets;

/// <summary>One example with its class.</summary>
/// <param name="Name">File name or row, for messages.</param>
/// <param name="Label">Class number; an index of <see cref="Dataset.ClassNames"/> where the data has names.</param>
/// <param name="Values">Elements, row-major; images (height, width, channels).</param>
public sealed record Sample(string Name, int Label, float[] Values);
