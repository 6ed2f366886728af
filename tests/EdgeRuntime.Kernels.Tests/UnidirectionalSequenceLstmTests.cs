using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class UnidirectionalSequenceLstmTests
{
    private const int Batches = 2, Steps = 6, Features = 3, Units = 4;

    [Theory]
    [InlineData(0, 0f)]
    [InlineData(1, 0f)]
    [InlineData(0, 0.25f)]
    public void FloatFollowsTheFormula(int timeMajor, float clip)
    {
        var net = new Net(new Random(timeMajor + 7), timeMajor == 1, clip);
        var inputs = net.Operands(ElementType.Float32);
        var record = new UnidirectionalSequenceLstm { TimeMajor = timeMajor, CellClip = clip };
        var (first, second) = (net.Expected(), net.Expected());
        Assert.All(first.Zip(Floats(StepRunner.Run(record, inputs, [TestTensor.Output<float>(net.OutputShape)], workers: 2))), Near);
        Assert.All(second.Zip(Floats(StepRunner.Run(record, inputs, [TestTensor.Output<float>(net.OutputShape)]))), Near);

        static void Near((double Expected, float Found) pair) => Assert.Equal(pair.Expected, pair.Found, 1e-5);
    }

    [Theory]
    [InlineData(ElementType.Int8, 0.03)]
    [InlineData(ElementType.Int16, 0.004)]
    public void IntegersFollowTheFormula(ElementType type, double tolerance)
    {
        var seed = Random.Shared.Next();
        var net = new Net(new Random(seed), false, 0);
        var (scale, zeroPoint) = Net.HiddenQuantization(type);
        var inputs = net.Operands(type);
        var output = type == ElementType.Int8
            ? TestTensor.Output<sbyte>(net.OutputShape, scale, zeroPoint)
            : TestTensor.Output<short>(net.OutputShape, scale, zeroPoint);
        for (var run = 0; run < 2; run++)
        {
            var bytes = StepRunner.Run(default(UnidirectionalSequenceLstm), inputs, [output], workers: run + 1)[0];
            var expected = net.Expected();
            for (var i = 0; i < expected.Length; i++)
            {
                var stored = type == ElementType.Int8 ? (sbyte)bytes[i] : MemoryMarshal.Cast<byte, short>(bytes)[i];
                var found = scale * (stored - zeroPoint);
                Assert.True(Math.Abs(expected[i] - found) < tolerance, $"seed {seed}, element {i}: {expected[i]}, found {found}");
            }
        }
    }

    [Fact]
    public void TheLawAsksForVariablesAndACellScaleThatIsAPowerOfTwo()
    {
        var inputs = new Net(new Random(1), false, 0).Operands(ElementType.Int8);
        var (scale, zeroPoint) = Net.HiddenQuantization(ElementType.Int8);
        TestTensor[] outputs = [TestTensor.Output<sbyte>(new Shape(Batches, Steps, Units), scale, zeroPoint)];
        Assert.Equal(FaultKind.Quantization, FaultOf(inputs, 14, info => info with { Scale = 0.001f }));
        Assert.Equal(FaultKind.OperandKind, FaultOf(inputs, 13, info => info with { Kind = TensorKind.Arena }));
        Assert.Equal(FaultKind.Quantization, FaultOf(inputs, 6, info => info with { ZeroPoint = 1 }));

        FaultKind FaultOf(TestTensor[] good, int index, Func<OperandInfo, OperandInfo> change)
        {
            var bad = (TestTensor[])good.Clone();
            bad[index] = bad[index] with { Info = change(bad[index].Info) };
            return Assert.Throws<LawException>(() => StepRunner.Run(default(UnidirectionalSequenceLstm), bad, outputs)).Kind;
        }
    }

    private static float[] Floats(byte[][] outputs) => MemoryMarshal.Cast<byte, float>(outputs[0]).ToArray();

    /// <summary>A random layer: stored integers, the real numbers they mean, and the state in double arithmetic.</summary>
    private sealed class Net
    {
        private const float InputScale = 1 / 64f, WeightScale = 1 / 128f, CellScale = 1 / 4096f;

        private readonly bool _timeMajor;
        private readonly float _clip;
        private readonly int[] _input;
        private readonly int[][] _weights, _recurrent, _bias;
        private readonly double[,] _hidden = new double[Batches, Units], _cell = new double[Batches, Units];

        public Net(Random random, bool timeMajor, float clip)
        {
            (_timeMajor, _clip) = (timeMajor, clip);
            _input = Stored(Batches * Steps * Features);
            _weights = [.. Enumerable.Range(0, 4).Select(_ => Stored(Units * Features))];
            _recurrent = [.. Enumerable.Range(0, 4).Select(_ => Stored(Units * Units))];
            _bias = [.. Enumerable.Range(0, 4).Select(_ => Stored(Units).Select(v => v * 40).ToArray())];

            int[] Stored(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(-127, 128))];
        }

        public Shape OutputShape => _timeMajor ? new Shape(Steps, Batches, Units) : new Shape(Batches, Steps, Units);

        public static (float Scale, int ZeroPoint) HiddenQuantization(ElementType type) => type == ElementType.Int8 ? (1 / 120f, 4) : (1 / 32768f, 0);

        public TestTensor[] Operands(ElementType type)
        {
            var inputShape = _timeMajor ? new Shape(Steps, Batches, Features) : new Shape(Batches, Steps, Features);
            var state = new Shape(Batches, Units);
            var (scale, zeroPoint) = HiddenQuantization(type);
            List<TestTensor> operands = [Of(type, inputShape, _input, InputScale)];
            var weightType = type == ElementType.Float32 ? type : ElementType.Int8;
            operands.AddRange(_weights.Select(w => Of(weightType, new Shape(Units, Features), w, WeightScale)));
            operands.AddRange(_recurrent.Select(w => Of(weightType, new Shape(Units, Units), w, WeightScale)));
            operands.AddRange(_bias.Select(b => type switch
            {
                ElementType.Float32 => Of(type, new Shape(Units), b, InputScale * WeightScale),
                ElementType.Int16 => TestTensor.Of<long>(new Shape(Units), Array.ConvertAll(b, v => (long)v)),
                _ => TestTensor.Of<int>(new Shape(Units), b),
            }));
            operands.Add(Variable(type switch
            {
                ElementType.Float32 => TestTensor.Of<float>(state, new float[Batches * Units]),
                ElementType.Int16 => TestTensor.Of<short>(state, new short[Batches * Units], scale),
                _ => TestTensor.Of<sbyte>(state, [.. Enumerable.Repeat((sbyte)zeroPoint, Batches * Units)], scale, zeroPoint),
            }));
            operands.Add(Variable(type == ElementType.Float32
                ? TestTensor.Of<float>(state, new float[Batches * Units])
                : TestTensor.Of<short>(state, new short[Batches * Units], CellScale)));
            return [.. operands];
        }

        /// <summary>The next run's output; the state goes on from run to run.</summary>
        public double[] Expected()
        {
            var output = new double[Batches * Steps * Units];
            for (var b = 0; b < Batches; b++)
            {
                for (var t = 0; t < Steps; t++)
                {
                    var at = _timeMajor ? (t * Batches) + b : (b * Steps) + t;
                    var old = Enumerable.Range(0, Units).Select(u => _hidden[b, u]).ToArray();
                    for (var u = 0; u < Units; u++)
                    {
                        double Gate(int gate) => (_bias[gate][u] * (double)InputScale * WeightScale)
                            + Enumerable.Range(0, Features).Sum(c => (double)_input[(at * Features) + c] * InputScale * _weights[gate][(u * Features) + c] * WeightScale)
                            + Enumerable.Range(0, Units).Sum(v => old[v] * _recurrent[gate][(u * Units) + v] * WeightScale);
                        var cell = (Sigmoid(Gate(1)) * _cell[b, u]) + (Sigmoid(Gate(0)) * Math.Tanh(Gate(2)));
                        _cell[b, u] = _clip > 0 ? Math.Clamp(cell, -_clip, _clip) : cell;
                        _hidden[b, u] = Sigmoid(Gate(3)) * Math.Tanh(_cell[b, u]);
                        output[(at * Units) + u] = _hidden[b, u];
                    }
                }
            }

            return output;
        }

        private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

        private static TestTensor Of(ElementType type, Shape shape, int[] stored, float scale) => type switch
        {
            ElementType.Float32 => TestTensor.Of<float>(shape, Array.ConvertAll(stored, v => v * scale)),
            ElementType.Int16 => TestTensor.Of<short>(shape, Array.ConvertAll(stored, v => (short)v), scale),
            _ => TestTensor.Of<sbyte>(shape, Array.ConvertAll(stored, v => (sbyte)v), scale),
        };

        private static TestTensor Variable(TestTensor tensor) => tensor with { Info = tensor.Info with { Kind = TensorKind.Variable } };
    }
}
