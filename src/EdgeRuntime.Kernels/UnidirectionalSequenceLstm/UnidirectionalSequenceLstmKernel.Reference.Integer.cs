using System.Numerics;
using System.Runtime.CompilerServices;
using EdgeRuntime.Model;
using Record = EdgeRuntime.Model.UnidirectionalSequenceLstm;

namespace EdgeRuntime.Kernels;

public static unsafe partial class UnidirectionalSequenceLstmKernel
{
    /// <summary>How a sum of products becomes an argument of a gate's activation.</summary>
    private interface ISum
    {
        static abstract int Rescale(long sum, QuantizedMultiplier multiplier);
    }

    private static void PrepareRescale(StepContext* step)
    {
        const float GateInput = 1f / (1 << 12), GateOutput = 1f / (1 << 15);
        ref var record = ref step->RecordAs<Record>();
        var (input, hidden, cell) = (step->Inputs[0], step->Inputs[Record.HiddenState], step->Inputs[Record.CellState]);
        var rescale = (Rescale*)step->Prepared;
        for (var gate = 0; gate < Record.Gates; gate++)
        {
            // Scales are multiplied in single precision and divided in double, as the reference does.
            rescale->Input[gate] = QuantizedMultiplier.From((double)(input.Scale * step->Inputs[Record.InputWeights + gate].Scale) / GateInput);
            rescale->Recurrent[gate] = QuantizedMultiplier.From((double)(hidden.Scale * step->Inputs[Record.RecurrentWeights + gate].Scale) / GateInput);
        }

        rescale->Forget = QuantizedMultiplier.From((double)(GateOutput * cell.Scale) / cell.Scale);
        rescale->Remember = QuantizedMultiplier.From((double)(GateOutput * GateOutput) / cell.Scale);
        rescale->Hidden = QuantizedMultiplier.From((double)(GateOutput * GateOutput) / hidden.Scale);
        (rescale->HiddenMin, rescale->HiddenMax) = hidden.Type.QuantizedRange();
        rescale->Clip = record.CellClip > 0 ? (int)Math.Clamp(record.CellClip / cell.Scale, 0f, short.MaxValue) : 0;
        var leftShift = Math.ILogB(cell.Scale) + 12;
        rescale->CellTanh = leftShift >= 0 ? SigmoidScaling.PowerOfTwo(leftShift) : new SigmoidScaling(3, -leftShift);
    }

    private struct Rescale
    {
        public PerGate Input;
        public PerGate Recurrent;
        public QuantizedMultiplier Forget;
        public QuantizedMultiplier Remember;
        public QuantizedMultiplier Hidden;
        public SigmoidScaling CellTanh;
        public int HiddenMin;
        public int HiddenMax;

        /// <summary>In units of the cell's scale; 0: none.</summary>
        public int Clip;

        [InlineArray(Record.Gates)]
        public struct PerGate
        {
            private QuantizedMultiplier _first;
        }
    }

    private readonly struct NarrowSum : ISum
    {
        public static int Rescale(long sum, QuantizedMultiplier multiplier) =>
            FixedPoint.MultiplyByQuantizedMultiplier((int)sum, multiplier.Multiplier, multiplier.Shift);
    }

    private readonly struct WideSum : ISum
    {
        public static int Rescale(long sum, QuantizedMultiplier multiplier) =>
            FixedPoint.MultiplyByQuantizedMultiplier(sum, multiplier.Multiplier, multiplier.Shift);
    }

    private readonly struct IntegerCell<T, TSum> : ICell<T>
        where T : unmanaged, IBinaryInteger<T>
        where TSum : ISum
    {
        public static void Advance(StepContext* step, T* input, T* hidden, nint firstUnit, byte* gates)
        {
            var (features, units) = (step->Inputs[0].Shape[2], step->Outputs[0].Shape[2]);
            var rescale = (Rescale*)step->Prepared;
            var (inputZeroPoint, hiddenZeroPoint) = (step->Inputs[0].ZeroPoint, step->Inputs[Record.HiddenState].ZeroPoint);
            var values = (short*)gates;
            for (var gate = 0; gate < Record.Gates; gate++)
            {
                var weights = step->Inputs[Record.InputWeights + gate].As<sbyte>();
                var recurrent = step->Inputs[Record.RecurrentWeights + gate].As<sbyte>();
                var bias = step->Inputs[Record.Biases + gate];
                for (var unit = 0; unit < units; unit++, weights += features, recurrent += units)
                {
                    var offset = bias.Type == ElementType.Int64 ? bias.As<long>()[unit] : bias.As<int>()[unit];
                    var fromInput = Saturate(TSum.Rescale(Dot(weights, input, features, inputZeroPoint) + offset, rescale->Input[gate]));
                    var fromHidden = Saturate(TSum.Rescale(Dot(recurrent, hidden, units, hiddenZeroPoint), rescale->Recurrent[gate]));
                    var argument = Saturate(fromInput + fromHidden);
                    values[(gate * (nint)units) + unit] = gate == 2
                        ? Int16Sigmoid.Tanh(argument, SigmoidScaling.PowerOfTwo(0))
                        : Int16Sigmoid.Logistic(argument, SigmoidScaling.PowerOfTwo(0));
                }
            }

            var cell = step->Inputs[Record.CellState].As<short>() + firstUnit;
            short* i = values, f = values + units, g = f + units, o = g + units;
            for (var unit = 0; unit < units; unit++)
            {
                var kept = Saturate(Product(f[unit], cell[unit], rescale->Forget));
                var state = Saturate(kept + Saturate(Product(i[unit], g[unit], rescale->Remember)));
                cell[unit] = (short)(rescale->Clip > 0 ? Math.Clamp(state, -rescale->Clip, rescale->Clip) : state);
                var output = Product(Int16Sigmoid.Tanh(cell[unit], rescale->CellTanh), o[unit], rescale->Hidden) + hiddenZeroPoint;
                hidden[unit] = T.CreateTruncating(Math.Clamp(output, rescale->HiddenMin, rescale->HiddenMax));
            }
        }

        private static long Dot(sbyte* weights, T* values, int length, int zeroPoint)
        {
            var sum = 0L;
            for (var i = 0; i < length; i++)
            {
                sum += weights[i] * (int.CreateTruncating(values[i]) - zeroPoint);
            }

            return sum;
        }

        private static int Product(short a, short b, QuantizedMultiplier multiplier) =>
            FixedPoint.MultiplyByQuantizedMultiplier(a * b, multiplier.Multiplier, multiplier.Shift);

        private static int Saturate(int value) => Math.Clamp(value, short.MinValue, short.MaxValue);
    }
}
