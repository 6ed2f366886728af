using System.Globalization;

namespace EdgeTool.Compiler.Datasets;

/// <summary>Labels as numbers: as they are when all are whole numbers and no names are given; else indices of sorted names.</summary>
internal sealed class ClassIndex
{
    private readonly Dictionary<string, int>? _byName;
    private readonly string _source;

    /// <param name="labels">Every label, in any order, repeated or not; null for examples without one.</param>
    /// <param name="givenNames">Names in the order of the model's outputs; may be empty.</param>
    /// <param name="source">For messages.</param>
    public ClassIndex(IEnumerable<string?> labels, IReadOnlyList<string> givenNames, string source)
    {
        _source = source;
        var distinct = labels.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var areNumbers = distinct.All(l => int.TryParse(l, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        Names = givenNames.Count > 0 ? givenNames : areNumbers ? [] : distinct;
        _byName = areNumbers ? null : Names.Select((name, i) => (name, i)).DistinctBy(p => p.name).ToDictionary(p => p.name, p => p.i);
    }

    public IReadOnlyList<string> Names { get; }

    /// <returns>-1 without a label.</returns>
    /// <exception cref="DatasetException">The label is not among the given names.</exception>
    public int LabelOf(string? label) =>
        label is null ? -1
        : _byName is null ? int.Parse(label, NumberStyles.None, CultureInfo.InvariantCulture)
        : _byName.TryGetValue(label, out var index) ? index
        : throw new DatasetException(
            $"{_source} has the label '{label}', which is not among the labels of {DatasetDescription.FileName}: {string.Join(", ", Names)}.");
}
