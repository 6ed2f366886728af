namespace EdgeTool.Compiler.Datasets;

/// <summary>One example with its class.</summary>
/// <param name="Name">File name or row, for messages.</param>
/// <param name="Label">Class number; an index of <see cref="Dataset.ClassNames"/> where the data has names.</param>
/// <param name="Values">Elements, row-major; images (height, width, channels).</param>
public sealed record Sample(string Name, int Label, float[] Values)
{
    /// <summary>Elements of the inputs behind the first, of a model with several.</summary>
    public IReadOnlyList<float[]> OtherInputs { get; init; } = [];

    /// <summary>What a model of numbers should answer; the label where the data has classes.</summary>
    public float[] Targets { get; init; } = [Label];

    /// <summary>Values of one instant in a recording: 1 for sound, the columns of a table.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Samples per second of a recording; 0 where nothing says.</summary>
    public int SampleRateHz { get; init; }
}
