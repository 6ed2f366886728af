using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>Sounds at the rate that a model's preprocessing takes.</summary>
internal sealed class ResampledSounds : Dataset
{
    private readonly Dataset _sounds;
    private readonly int _rateHz;
    private readonly int _firstRateHz;
    private readonly Dictionary<int, SoundResampler> _resamplers = [];

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    private ResampledSounds(Dataset sounds, int rateHz, int firstRateHz)
    {
        (_sounds, _rateHz, _firstRateHz) = (sounds, rateHz, firstRateHz);
        (Path, Description) = (sounds.Path, sounds.Description);
    }

    public override string Format => $"{_sounds.Format}, resampled from {_firstRateHz} to {_rateHz} samples per second";

    public override int Count => _sounds.Count;

    public override ElementType? ElementType => _sounds.ElementType;

    public override IReadOnlyList<string> ClassNames => _sounds.ClassNames;

    public override bool HoldsRecordings => true;

    /// <summary>The data itself when no sound states another rate.</summary>
    /// <param name="dataset">Examples as they are in the files.</param>
    /// <param name="rateHz">Rate that the model takes; 0 when it does not say.</param>
    public static Dataset Of(Dataset dataset, double rateHz)
    {
        if (rateHz < 1 || rateHz != (int)rateHz || !dataset.HoldsRecordings)
        {
            return dataset;
        }

        var other = Enumerable.Range(0, dataset.Count).Select(i => dataset.Read(i).SampleRateHz).FirstOrDefault(rate => rate > 0 && rate != (int)rateHz);
        return other > 0 ? new ResampledSounds(dataset, (int)rateHz, other) : dataset;
    }

    public override Sample Read(int index)
    {
        var sample = _sounds.Read(index);
        if (sample.SampleRateHz == 0 || sample.SampleRateHz == _rateHz)
        {
            return sample;
        }

        if (!_resamplers.TryGetValue(sample.SampleRateHz, out var resampler))
        {
            resampler = _resamplers[sample.SampleRateHz] = new SoundResampler(sample.SampleRateHz, _rateHz);
        }

        return sample with { Values = resampler.Apply(sample.Values), SampleRateHz = _rateHz };
    }
}
