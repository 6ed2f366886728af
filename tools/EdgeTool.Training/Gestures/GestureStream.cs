using System.Globalization;
using System.Text;

namespace EdgeTool.Training;

/// <summary>A recording as a sensor would give it: gesture after gesture by one wearer, with its labels, as CSV.</summary>
public static class GestureStream
{
    private const int FramesPerGesture = 150;

    /// <summary>CSV with the header <c>t_ms,ax,ay,az,gx,gy,gz,label</c>; g and degrees per second.</summary>
    /// <param name="seconds">Length, rounded down to whole gestures of 3 s.</param>
    /// <param name="random">Wearer, order and noise.</param>
    public static string Simulate(int seconds, SplitMix random)
    {
        var wearer = Wearer.Random(random);
        var csv = new StringBuilder("t_ms,ax,ay,az,gx,gy,gz,label\n");
        var frames = new float[FramesPerGesture * MotionSensor.Channels];
        var last = Gesture.Knock;
        for (var part = 0; part < seconds * (int)MotionSensor.SampleRateHz / FramesPerGesture; part++)
        {
            // Rest between gestures, as people do; then any gesture but the last one.
            var gesture = part % 2 == 0 ? Gesture.Still : (Gesture)(1 + (((int)last + random.Below(Gestures.All.Count - 2)) % (Gestures.All.Count - 1)));
            last = gesture == Gesture.Still ? last : gesture;
            MotionSensor.Sample(HandMotion.Perform(gesture, wearer, random), wearer, frames, random);
            for (var frame = 0; frame < FramesPerGesture; frame++)
            {
                csv.Append(CultureInfo.InvariantCulture, $"{((part * FramesPerGesture) + frame) * 20},");
                AppendFrames(csv, frames.AsSpan(frame * MotionSensor.Channels, MotionSensor.Channels));
                csv.Append(CultureInfo.InvariantCulture, $",{Gestures.LabelOf(gesture)}\n");
            }
        }

        return csv.ToString();
    }

    /// <summary>One line per window, <c>ax0,ay0,...,gz63,label</c>.</summary>
    public static string Table(GestureWindows windows, int count)
    {
        string[] channels = ["ax", "ay", "az", "gx", "gy", "gz"];
        var header = Enumerable.Range(0, GestureWindows.Elements).Select(i => $"{channels[i % channels.Length]}{i / channels.Length}");
        var csv = new StringBuilder(string.Join(',', header)).Append(",label\n");
        for (var i = 0; i < Math.Min(count, windows.Count); i++)
        {
            AppendFrames(csv, windows.Frames[i]);
            csv.Append(CultureInfo.InvariantCulture, $",{Gestures.Labels[windows.Labels[i]]}\n");
        }

        return csv.ToString();
    }

    private static void AppendFrames(StringBuilder csv, ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            csv.Append(i > 0 ? "," : "").Append(values[i].ToString(i % MotionSensor.Channels < 3 ? "0.###" : "0.#", CultureInfo.InvariantCulture));
        }
    }
}
