using System.Numerics;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// Frames at another rate: output i stands for the instant i * from / to of the input and is a weighted sum of the inputs around it, in
/// polyphase form, one set of weights for each of the instants that lie differently between two inputs. Before the stream begins and
/// after it ends there is silence. Allocates nothing after it is made.
/// </summary>
public sealed class Resampler : IStreamStage
{
    /// <summary>Most instants that lie differently between two inputs: the output rate without what both rates have in common.</summary>
    public const int MaxPhases = 16_384;

    private readonly int _from;
    private readonly int _to;
    private readonly int _reach;
    private readonly float[][] _weights; // (phases, 2 * reach)
    private readonly float[] _past; // (2 * reach, channels), a ring
    private long _taken;
    private long _at; // input before the next output's instant
    private int _phase;

    /// <param name="fromHz">Frames per second that come.</param>
    /// <param name="toHz">Frames per second that are made; at most <see cref="MaxPhases"/> phases.</param>
    /// <param name="channels">Numbers in a frame.</param>
    /// <param name="isLinear">The line between neighbours; otherwise a sinc, which keeps what lies above half of the lower rate out.</param>
    public Resampler(int fromHz, int toHz, int channels = 1, bool isLinear = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromHz, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(toHz, 1);
        var common = (int)BigInteger.GreatestCommonDivisor(fromHz, toHz);
        (_from, _to, InputChannels) = (fromHz / common, toHz / common, channels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_to, MaxPhases, nameof(toHz));
        _weights = isLinear ? ResamplingWeights.Linear(_to) : ResamplingWeights.Sinc(_from, _to);
        _reach = _weights[0].Length / 2;
        _past = new float[_weights[0].Length * channels];
    }

    public int InputChannels { get; }

    public int OutputChannels => InputChannels;

    public double Rate => (double)_to / _from;

    public int MostFrames(int frames) => checked((int)((long)frames * _to / _from) + 2);

    public long FramesFor(int outputFrames) => (((long)outputFrames * _from) + _to - 1) / _to;

    public int Apply(ReadOnlySpan<float> frames, Span<float> output)
    {
        var (written, room) = (0, output.Length / InputChannels);
        for (; frames.Length >= InputChannels; frames = frames[InputChannels..])
        {
            Take(frames[..InputChannels]);
            for (; _at + _reach < _taken && written < room; written++)
            {
                Write(output.Slice(written * InputChannels, InputChannels));
            }
        }

        return written;
    }

    public int Finish(Span<float> output)
    {
        Span<float> silence = stackalloc float[InputChannels];
        silence.Clear();
        var (written, room) = (0, output.Length / InputChannels);
        for (; written < room; written++)
        {
            while (_at + _reach >= _taken)
            {
                Take(silence);
            }

            Write(output.Slice(written * InputChannels, InputChannels));
        }

        return written;
    }

    public void Reset()
    {
        Array.Clear(_past);
        (_taken, _at, _phase) = (0, 0, 0);
    }

    private void Take(ReadOnlySpan<float> frame) => frame.CopyTo(_past.AsSpan((int)(_taken++ % (2 * _reach)) * InputChannels));

    private void Write(Span<float> frame)
    {
        var weights = _weights[_phase];
        for (var c = 0; c < frame.Length; c++)
        {
            // Inputs at - reach + 1 .. at + reach: the whole ring, whose places before the stream hold zeros.
            var (sum, place) = (0.0, (int)((_at + _reach + 1) % weights.Length));
            foreach (var weight in weights)
            {
                sum += weight * _past[(place * InputChannels) + c];
                place = place + 1 == weights.Length ? 0 : place + 1;
            }

            frame[c] = (float)sum;
        }

        _phase += _from;
        (_at, _phase) = (_at + (_phase / _to), _phase % _to);
    }
}
