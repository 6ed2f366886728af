using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>Examples stacked in one array, labels in another: NumPy pairs and IDX files.</summary>
internal sealed class ArrayDataset : Dataset
{
    private readonly NpyArray _examples;
    private readonly float[] _labels;

    /// <exception cref="DatasetException">The arrays do not belong together.</exception>
    public ArrayDataset(string format, NpyArray examples, NpyArray labels)
    {
        (Format, _examples) = (format, examples);
        _labels = Elements.ToFloats(labels.Bytes, labels.Type);
        if (examples.Dimensions.Length == 0 || examples.Dimensions[0] == 0 || _labels.Length != examples.Dimensions[0])
        {
            throw new DatasetException(
                $"The examples are {examples} and the labels {labels}: the first dimension must be the number of examples, with one label each.");
        }
    }

    public override string Format { get; }

    public override int Count => _labels.Length;

    public override ElementType? ElementType => _examples.Type;

    public override IReadOnlyList<string> ClassNames => Description.Labels;

    public override Sample Read(int index)
    {
        var bytesEach = _examples.Bytes.Length / Count;
        return new Sample($"example {index}", (int)_labels[index],
            Elements.ToFloats(_examples.Bytes.AsSpan(index * bytesEach, bytesEach), _examples.Type));
    }
}
