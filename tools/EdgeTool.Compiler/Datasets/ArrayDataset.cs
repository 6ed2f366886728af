using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>Examples stacked in one array, labels in another: NumPy pairs and IDX files.</summary>
internal sealed class ArrayDataset : Dataset
{
    private readonly NpyArray _examples;
    private readonly float[] _labels; // (examples, targets)
    private readonly int _count;

    /// <exception cref="DatasetException">The arrays do not belong together.</exception>
    public ArrayDataset(string format, NpyArray examples, NpyArray labels)
    {
        (Format, _examples) = (format, examples);
        _labels = Elements.ToFloats(labels.Bytes, labels.Type);
        _count = examples.Dimensions.Length == 0 ? 0 : examples.Dimensions[0];
        if (_count == 0 || _labels.Length == 0 || _labels.Length % _count != 0)
        {
            throw new DatasetException(
                $"The examples are {examples} and the labels {labels}: the first dimension must be the number of examples, with one label (or as many targets) each.");
        }

        HasRealTargets = _labels.Length != _count || (labels.Type == EdgeRuntime.Model.ElementType.Float32 && _labels.Any(l => l < 0 || l != MathF.Floor(l)));
    }

    public override string Format { get; }

    public override int Count => _count;

    public override bool HasRealTargets { get; }

    public override ElementType? ElementType => _examples.Type;

    public override IReadOnlyList<string> ClassNames => Description.Labels;

    public override Sample Read(int index)
    {
        var bytesEach = _examples.Bytes.Length / Count;
        var targets = _labels.Length / Count;
        return new Sample($"example {index}", (int)_labels[index * targets],
            Elements.ToFloats(_examples.Bytes.AsSpan(index * bytesEach, bytesEach), _examples.Type))
        {
            Targets = _labels[(index * targets)..((index + 1) * targets)],
        };
    }
}
