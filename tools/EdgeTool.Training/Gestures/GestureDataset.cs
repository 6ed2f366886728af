using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Training;

/// <summary>Simulated windows as a data set.</summary>
internal sealed class GestureDataset(GestureWindows windows) : Dataset
{
    public override string Format => "simulated gestures";

    public override int Count => windows.Count;

    public override ElementType? ElementType => EdgeRuntime.Model.ElementType.Float32;

    public override IReadOnlyList<string> ClassNames => Gestures.Labels;

    public override Sample Read(int index) => new($"window {index}", windows.Labels[index], windows.Frames[index])
    {
        Channels = MotionSensor.Channels,
        SampleRateHz = (int)MotionSensor.SampleRateHz,
    };
}
