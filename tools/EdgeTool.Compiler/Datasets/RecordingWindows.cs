using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>
/// Recordings cut into the windows that a model takes, one every <see cref="DatasetDescription.Hop"/> instants; a rest shorter than a window
/// is left out. A recording shorter than a window is filled up at its end: sound with silence, a table with its last row.
/// </summary>
internal sealed class RecordingWindows : Dataset
{
    private readonly Dataset _recordings;
    private readonly int _elements;
    private readonly int[] _firstWindow; // (recordings + 1)
    private readonly int _filledUp;
    private (int Index, Sample Sample)? _latest;

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    private RecordingWindows(Dataset recordings, int elements)
    {
        (_recordings, _elements) = (recordings, elements);
        (Path, Description) = (recordings.Path, recordings.Description);
        _firstWindow = new int[recordings.Count + 1];
        for (var i = 0; i < recordings.Count; i++)
        {
            var sample = recordings.Read(i);
            if (sample.Values.Length == 0 || elements % sample.Channels != 0)
            {
                throw new DatasetException(
                    $"{sample.Name} has {sample.Values.Length} values in {sample.Channels} column(s); the model's window of {elements} needs a number of columns that divides it.");
            }

            _firstWindow[i + 1] = _firstWindow[i] + 1 + Math.Max(0, (sample.Values.Length - elements) / StepOf(sample));
            _filledUp += sample.Values.Length < elements ? 1 : 0;
        }
    }

    public override string Format => $"{_recordings.Format}, {_recordings.Count} recordings cut into windows"
        + (_filledUp > 0 ? $", {_filledUp} shorter than a window and filled up" : "");

    public override int Count => _firstWindow[^1];

    public override ElementType? ElementType => _recordings.ElementType;

    public override IReadOnlyList<string> ClassNames => _recordings.ClassNames;

    public override bool HoldsRecordings => true;

    /// <summary>The data itself when all its examples have <paramref name="elements"/> values, or are not recordings.</summary>
    /// <param name="dataset">Examples as they are in the files.</param>
    /// <param name="elements">Values of one window, all channels counted.</param>
    /// <exception cref="DatasetException">A recording's columns do not divide a window.</exception>
    public static Dataset Of(Dataset dataset, int elements)
    {
        if (dataset.Description.Hop is < 1)
        {
            throw new DatasetException($"hop in {DatasetDescription.FileName} is {dataset.Description.Hop}; it takes a number from 1.");
        }

        var lengths = dataset.HoldsRecordings ? Enumerable.Range(0, dataset.Count).Select(i => dataset.Read(i).Values.Length) : [];
        return lengths.Any(length => length != elements) && (dataset is not RawFolder || lengths.All(length => length > 0 && length % elements == 0))
            ? new RecordingWindows(dataset, elements)
            : dataset;
    }

    public override int RecordingOf(int index)
    {
        var found = Array.BinarySearch(_firstWindow, index);
        return found >= 0 ? found : ~found - 1;
    }

    public override Sample Read(int index)
    {
        var recording = RecordingOf(index);
        if (_latest?.Index != recording)
        {
            _latest = (recording, _recordings.Read(recording));
        }

        var sample = _latest.Value.Sample;
        var from = (index - _firstWindow[recording]) * StepOf(sample);
        return sample with { Name = $"{sample.Name}, from {from / sample.Channels}", Values = Window(sample, from) };
    }

    private int StepOf(Sample sample) => Description.Hop is { } hop ? (int)Math.Min((long)hop * sample.Channels, int.MaxValue) : _elements;

    private float[] Window(Sample sample, int from)
    {
        var window = new float[_elements];
        var held = Math.Min(_elements, sample.Values.Length - from);
        sample.Values.AsSpan(from, held).CopyTo(window);
        for (var i = held; i < _elements && sample.SampleRateHz == 0; i++)
        {
            window[i] = window[i - sample.Channels];
        }

        return window;
    }
}
