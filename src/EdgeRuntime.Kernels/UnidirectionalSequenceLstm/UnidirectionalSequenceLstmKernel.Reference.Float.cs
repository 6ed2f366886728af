using Record = EdgeRuntime.Model.UnidirectionalSequenceLstm;

namespace EdgeRuntime.Kernels;

public static unsafe partial class UnidirectionalSequenceLstmKernel
{
    private readonly struct FloatCell : ICell<float>
    {
        public static void Advance(StepContext* step, float* input, float* hidden, nint firstUnit, byte* gates)
        {
            var (features, units) = (step->Inputs[0].Shape[2], step->Outputs[0].Shape[2]);
            var clip = step->RecordAs<Record>().CellClip;
            var cell = step->Inputs[Record.CellState].As<float>() + firstUnit;
            var values = (float*)gates;
            for (var gate = 0; gate < Record.Gates; gate++)
            {
                var weights = step->Inputs[Record.InputWeights + gate].As<float>();
                var recurrent = step->Inputs[Record.RecurrentWeights + gate].As<float>();
                var bias = step->Inputs[Record.Biases + gate].As<float>();
                for (var unit = 0; unit < units; unit++, weights += features, recurrent += units)
                {
                    var sum = Dot(weights, input, features) + bias[unit] + Dot(recurrent, hidden, units);
                    values[(gate * (nint)units) + unit] = gate == 2 ? MathF.Tanh(sum) : 1 / (1 + MathF.Exp(-sum));
                }
            }

            float* i = values, f = values + units, g = f + units, o = g + units;
            for (var unit = 0; unit < units; unit++)
            {
                var state = (f[unit] * cell[unit]) + (i[unit] * g[unit]);
                cell[unit] = clip > 0 ? Math.Clamp(state, -clip, clip) : state;
                hidden[unit] = o[unit] * MathF.Tanh(cell[unit]);
            }
        }

        private static float Dot(float* a, float* b, int length)
        {
            var sum = 0f;
            for (var i = 0; i < length; i++)
            {
                sum += a[i] * b[i];
            }

            return sum;
        }
    }
}
