using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class SignalFilterBankSpectralSubtractionKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Units = 1, Run = &Run };
        return true;
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        ref var record = ref step->RecordAs<SignalFilterBankSpectralSubtraction>();
        uint* x = step->Inputs[0].As<uint>(), estimate = step->Inputs[1].As<uint>();
        for (var channel = 0; channel < step->Inputs[0].ElementCount; channel++)
        {
            var isOdd = (channel & 1) == 1;
            var smoothing = (uint)(isOdd ? record.AlternateSmoothing : record.Smoothing);
            var oneMinusSmoothing = (uint)(isOdd ? record.AlternateOneMinusSmoothing : record.OneMinusSmoothing);
            var scaled = x[channel] << record.SmoothingBits;
            var noise = (uint)((((ulong)scaled * smoothing) + ((ulong)estimate[channel] * oneMinusSmoothing)) >> record.SpectralSubtractionBits);
            var taken = Math.Min(noise, scaled);
            estimate[channel] = record.Clamping == 1 ? taken : noise;
            var floor = (uint)(((ulong)x[channel] * (ulong)record.MinSignalRemaining) >> record.SpectralSubtractionBits);
            step->Outputs[0].As<uint>()[channel] = Math.Max((scaled - taken) >> record.SmoothingBits, floor);
            step->Outputs[1].As<uint>()[channel] = estimate[channel];
        }
    }
}
