using System.Numerics;
using EdgeRuntime.Pipeline;

namespace EdgeTool.Compiler.Datasets;

/// <summary>Whole sounds at another rate, by the board's own <see cref="Resampler"/>.</summary>
/// <param name="fromHz">Samples per second that they have.</param>
/// <param name="toHz">Samples per second that they get.</param>
public sealed class SoundResampler(int fromHz, int toHz)
{
    private readonly Resampler _resampler = Create(fromHz, toHz);

    /// <returns>The same duration; outside the sound is silence.</returns>
    public float[] Apply(ReadOnlySpan<float> sound)
    {
        var output = new float[(int)Math.Round((double)sound.Length * toHz / fromHz)];
        _resampler.Reset();
        _ = _resampler.Finish(output.AsSpan(_resampler.Apply(sound, output)));
        return output;
    }

    private static Resampler Create(int fromHz, int toHz) => toHz / (int)BigInteger.GreatestCommonDivisor(fromHz, toHz) <= Resampler.MaxPhases
        ? new Resampler(fromHz, toHz)
        : throw new DatasetException($"Sounds of {fromHz} samples per second cannot be brought to {toHz}: the two have too little in common.");
}
