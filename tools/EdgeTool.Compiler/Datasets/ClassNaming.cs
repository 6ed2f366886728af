namespace EdgeTool.Compiler.Datasets;

/// <summary>Brings the data's labels to the model's classes: by name where both have names, by number otherwise.</summary>
public sealed class ClassNaming
{
    private readonly int[]? _classOfLabel;

    /// <exception cref="DatasetException">The data names a class that the model does not have.</exception>
    public ClassNaming(IList<string> modelLabels, IReadOnlyList<string> dataNames, int classCount)
    {
        var isNamed = modelLabels.Count == classCount;
        Names = isNamed ? [.. modelLabels]
            : dataNames.Count == classCount ? dataNames
            : [.. Enumerable.Range(0, classCount).Select(c => $"{c}")];
        if (isNamed && dataNames.Count > 0)
        {
            _classOfLabel = [.. dataNames.Select(name => IndexOf(modelLabels, name))];
        }
    }

    /// <summary>One name for each class.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <exception cref="DatasetException">The model has no such class.</exception>
    public int ClassOf(Sample sample) => ClassOf(sample.Name, sample.Label);

    /// <param name="example">For messages.</param>
    /// <param name="label">As in the data.</param>
    /// <exception cref="DatasetException">The model has no such class.</exception>
    public int ClassOf(string example, int label)
    {
        label = _classOfLabel is null ? label : _classOfLabel[label];
        return label >= 0 && label < Names.Count
            ? label
            : throw new DatasetException($"{example} has label {label}; the model has classes 0..{Names.Count - 1}.");
    }

    private static int IndexOf(IList<string> modelLabels, string name)
    {
        for (var i = 0; i < modelLabels.Count; i++)
        {
            if (modelLabels[i].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw new DatasetException($"The data has the class '{name}', the model only {string.Join(", ", modelLabels)}.");
    }
}
