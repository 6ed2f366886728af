namespace EdgeTool.Training;

/// <summary>Labelled windows of sensor frames, each a performance of its own by one of some wearers.</summary>
/// <param name="Frames">(64 frames, 6 channels) of each window, in g and degrees per second.</param>
/// <param name="Labels">Gesture of each window.</param>
public sealed record GestureWindows(IReadOnlyList<float[]> Frames, IReadOnlyList<int> Labels)
{
    /// <summary>Frames of one window: 1.28 s.</summary>
    public const int Length = 64;

    public const int Elements = Length * MotionSensor.Channels;

    public int Count => Frames.Count;

    /// <summary>So many windows of every gesture by each of so many wearers.</summary>
    public static GestureWindows Simulate(int wearers, int windowsPerGesture, SplitMix random)
    {
        var (frames, labels) = (new List<float[]>(), new List<int>());
        for (var w = 0; w < wearers; w++)
        {
            var wearer = Wearer.Random(random);
            for (var i = 0; i < windowsPerGesture; i++)
            {
                foreach (var gesture in Gestures.All)
                {
                    var window = new float[Elements];
                    MotionSensor.Sample(HandMotion.Perform(gesture, wearer, random), wearer, window, random);
                    frames.Add(window);
                    labels.Add((int)gesture);
                }
            }
        }

        return new GestureWindows(frames, labels);
    }

    /// <summary>Mean and standard deviation of every channel.</summary>
    public (double[] Mean, double[] Std) Statistics()
    {
        var (sum, squares) = (new double[MotionSensor.Channels], new double[MotionSensor.Channels]);
        foreach (var window in Frames)
        {
            for (var i = 0; i < window.Length; i++)
            {
                sum[i % MotionSensor.Channels] += window[i];
                squares[i % MotionSensor.Channels] += (double)window[i] * window[i];
            }
        }

        var count = (double)Count * Length;
        var mean = Array.ConvertAll(sum, s => Math.Round(s / count, 4));
        var std = squares.Select((s, c) => Math.Round(Math.Sqrt((s / count) - (sum[c] / count * (sum[c] / count))), 4)).ToArray();
        return (mean, std);
    }
}
