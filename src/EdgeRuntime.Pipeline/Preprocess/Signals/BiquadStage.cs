namespace EdgeRuntime.Pipeline;

/// <summary>
/// Recursive filters of second-order sections, each in the transposed direct form II (Oppenheim and Schafer, section 6.3), in every channel:
/// <c>biquad</c> takes <c>sections</c> as b0 b1 b2 a0 a1 a2 one after the other, the order of SciPy's <c>sos</c>; <c>butterworth</c> designs
/// them, see <see cref="ButterworthDesign"/>. State begins with zeros.
/// </summary>
internal sealed class BiquadStage : IStreamStage
{
    private const int NumbersOfSection = 6, MaxSections = 32;

    private readonly BiquadSection[] _sections;
    private readonly double[] _state; // (channels, sections, 2)

    public BiquadStage(BiquadSection[] sections, int channels) =>
        (_sections, InputChannels, _state) = (sections, channels, new double[channels * sections.Length * 2]);

    public static StageKind Kind { get; } = StageKind.OfStream(
        "biquad",
        [new StageNumber("sections", null) { MaxValues = NumbersOfSection * MaxSections }, SignalNumbers.Channels],
        [],
        p => new BiquadStage(Given(p.List("sections")), p.Channels()));

    public int InputChannels { get; }

    public int OutputChannels => InputChannels;

    public double Rate => 1;

    public int MostFrames(int frames) => frames;

    public long FramesFor(int outputFrames) => outputFrames;

    public int Apply(ReadOnlySpan<float> frames, Span<float> output)
    {
        var count = Math.Min(frames.Length, output.Length) / InputChannels * InputChannels;
        for (var (i, c) = (0, 0); i < count; i++)
        {
            double x = frames[i];
            var state = _state.AsSpan(c * _sections.Length * 2);
            for (var s = 0; s < _sections.Length; s++)
            {
                ref readonly var section = ref _sections[s];
                var y = (section.B0 * x) + state[2 * s];
                state[2 * s] = (section.B1 * x) - (section.A1 * y) + state[(2 * s) + 1];
                state[(2 * s) + 1] = (section.B2 * x) - (section.A2 * y);
                x = y;
            }

            output[i] = (float)x;
            c = c + 1 == InputChannels ? 0 : c + 1;
        }

        return count / InputChannels;
    }

    public void Reset() => Array.Clear(_state);

    private static BiquadSection[] Given(double[] numbers)
    {
        if (numbers.Length % NumbersOfSection != 0)
        {
            throw new ContractException($"'sections' has {numbers.Length} numbers; expected {NumbersOfSection} for each: b0 b1 b2 a0 a1 a2.");
        }

        var sections = new BiquadSection[numbers.Length / NumbersOfSection];
        for (var s = 0; s < sections.Length; s++)
        {
            var given = numbers.AsSpan(s * NumbersOfSection, NumbersOfSection);
            var a0 = given[3];
            if (a0 == 0)
            {
                throw new ContractException($"section {s} has an a0 of 0; expected another number, usually 1.");
            }

            sections[s] = new BiquadSection(given[0] / a0, given[1] / a0, given[2] / a0, given[4] / a0, given[5] / a0);
            if (!sections[s].IsStable)
            {
                throw new ContractException($"section {s} has a1 {given[4]:R} and a2 {given[5]:R}: it is not stable; expected |a2| < a0 and |a1| < a0 + a2.");
            }
        }

        return sections;
    }
}
