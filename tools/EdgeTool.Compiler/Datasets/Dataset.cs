using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>Labelled examples that a person already has, read one at a time.</summary>
public abstract class Dataset
{
    /// <summary>Folder or file it was opened from.</summary>
    public required string Path { get; init; }

    /// <summary>How the files were read, for people: <c>IDX</c>, <c>CIFAR-10</c>.</summary>
    public abstract string Format { get; }

    public abstract int Count { get; }

    /// <summary>Element type in the files; null for raw bytes that do not say (8 bits, signed or not).</summary>
    public virtual ElementType? ElementType => null;

    /// <summary>Class names in the order of the labels; empty when the data only has numbers.</summary>
    public virtual IReadOnlyList<string> ClassNames => [];

    /// <summary>Whether examples are images, (height, width, channels).</summary>
    public virtual bool HoldsImages => false;

    /// <summary>Whether examples are recordings of any length, out of which windows may be cut.</summary>
    public virtual bool HoldsRecordings => false;

    /// <summary>Whether labels are numbers to be predicted, not classes.</summary>
    public virtual bool HasRealTargets => false;

    /// <summary>Number of the recording that an example was cut from; examples of one follow each other.</summary>
    public virtual int RecordingOf(int index) => index;

    /// <summary>The data of each input of a model with several; itself where there is one.</summary>
    public virtual IReadOnlyList<Dataset> Inputs => [this];

    public required DatasetDescription Description { get; init; }

    /// <exception cref="DatasetException">The example is damaged.</exception>
    public abstract Sample Read(int index);
}
