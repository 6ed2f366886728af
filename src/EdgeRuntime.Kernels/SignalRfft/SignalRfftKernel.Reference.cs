using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class SignalRfftKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var shape = step.Inputs[0].Shape;
        kernel = new BoundKernel
        {
            Units = shape.Product(0, shape.Rank - 1),
            Run = &Run,
            Prepare = &Prepare,
            PreparedBytes = FixedPointFft.TableBytes(step.Record<SignalRfft>().FftLength),
        };
        return true;
    }

    private static void Prepare(StepContext* step) => FixedPointFft.WriteTables(step->Prepared, step->RecordAs<SignalRfft>().FftLength);

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        var fft = new FixedPointFft(step->Prepared, step->RecordAs<SignalRfft>().FftLength);
        var samples = step->Inputs[0].Shape[-1];
        for (var line = begin; line < end; line++)
        {
            var frequencies = (ComplexInt16*)step->Outputs[0].Data + ((nint)line * (fft.Points + 1));
            fft.Transform(step->Inputs[0].As<short>() + ((nint)line * samples), samples, (ComplexInt16*)step->ScratchOf(worker), frequencies);
        }
    }
}
