using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class BinaryFullyConnectedKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var units = step.Inputs[1].Shape[0];
        kernel = new BoundKernel
        {
            Run = &RunReference,
            Units = 1,
            PreparedBytes = (long)units * sizeof(int),
        };
        return true;
    }

    /// <summary>One unit, so that the sums of a row have one place: the prepared bytes.</summary>
    private static void RunReference(StepContext* step, int begin, int end, int worker)
    {
        if (begin == end)
        {
            return;
        }

        var record = step->RecordAs<BinaryFullyConnected>();
        var (units, words) = (step->Inputs[1].Shape[0], step->Inputs[1].Shape[1]);
        var sums = (int*)step->Prepared;
        for (var batch = 0; batch < step->Inputs[0].ElementCount / words; batch++)
        {
            var row = step->Inputs[0].As<uint>() + ((nint)batch * words);
            for (var unit = 0; unit < units; unit++)
            {
                sums[unit] = record.Depth - (2 * SignSum.Differences(row, step->Inputs[1].As<uint>() + ((nint)unit * words), words));
            }

            SignSum.Write(step, record.Activation, sums, units, batch);
        }
    }
}
