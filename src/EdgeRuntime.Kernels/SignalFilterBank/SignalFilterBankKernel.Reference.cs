using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class SignalFilterBankKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Units = 1, Run = &Run };
        return true;
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        var channels = step->RecordAs<SignalFilterBank>().Channels;
        var (energyCount, weightCount) = (step->Inputs[0].ElementCount, step->Inputs[1].ElementCount);
        var energies = step->Inputs[0].As<uint>();
        short* weights = step->Inputs[1].As<short>(), unweights = step->Inputs[2].As<short>();
        short* frequencyStarts = step->Inputs[3].As<short>(), weightStarts = step->Inputs[4].As<short>(), widths = step->Inputs[5].As<short>();
        var y = step->Outputs[0].As<ulong>();
        ulong carried = 0;
        for (var channel = 0; channel <= channels; channel++)
        {
            // The tables come from the file: what they name outside of energies and weights adds nothing.
            int frequency = frequencyStarts[channel], weight = weightStarts[channel];
            var width = frequency < 0 || weight < 0 ? 0 : Math.Min(widths[channel], Math.Min(energyCount - frequency, weightCount - weight));
            ulong own = carried, next = 0;
            for (var i = 0; i < width; i++)
            {
                own += (ulong)weights[weight + i] * energies[frequency + i];
                next += (ulong)unweights[weight + i] * energies[frequency + i];
            }

            // The channel before the first exists only for what it hands on.
            if (channel > 0)
            {
                y[channel - 1] = own;
            }

            carried = next;
        }
    }
}
