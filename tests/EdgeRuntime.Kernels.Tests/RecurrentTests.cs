using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

/// <summary>Against the formulas of the ONNX specification in double arithmetic, written out gate by gate.</summary>
public class RecurrentTests
{
    private const int Time = 4, Batch = 3, Features = 5, Units = 9;

    private static readonly int[] Lengths = [4, 2, 0];

    [Theory]
    [InlineData(RecurrentCell.Rnn, 0, 0)]
    [InlineData(RecurrentCell.Rnn, 1, 0)]
    [InlineData(RecurrentCell.Gru, 0, 0)]
    [InlineData(RecurrentCell.Gru, 1, 1)]
    [InlineData(RecurrentCell.Lstm, 0, 0)]
    [InlineData(RecurrentCell.Lstm, 1, 1)]
    public void AgreesWithTheFormulas(RecurrentCell cell, int reverse, int variant)
    {
        var seed = Random.Shared.Next();
        var net = new Net(new Random(seed), new Recurrent
        {
            Cell = cell,
            Reverse = reverse,
            LinearBeforeReset = cell == RecurrentCell.Gru ? variant : 0,
            CoupledForget = cell == RecurrentCell.Lstm ? variant : 0,
            Clip = variant == 1 ? 0.7f : 0,
            Gate = new RecurrentActivation { Function = RecurrentFunction.Sigmoid },
            Candidate = new RecurrentActivation { Function = RecurrentFunction.Tanh },
            Output = new RecurrentActivation { Function = RecurrentFunction.Tanh },
        });
        var found = net.Run();
        var expected = net.Expected();
        for (var o = 0; o < found.Length; o++)
        {
            for (var i = 0; i < found[o].Length; i++)
            {
                Assert.True(Math.Abs(found[o][i] - expected[o][i]) < 1e-5, $"seed {seed}, output {o}, element {i}: {found[o][i]}, {expected[o][i]}");
            }
        }
    }

    private sealed class Net(Random random, Recurrent record)
    {
        private readonly float[] _x = Draw(random, Time * Batch * Features), _w = Draw(random, record.Gates * Units * Features),
            _r = Draw(random, record.Gates * Units * Units), _b = Draw(random, 2 * record.Gates * Units), _h = Draw(random, Batch * Units),
            _c = Draw(random, Batch * Units), _p = Draw(random, 3 * Units);

        public float[][] Run()
        {
            var state = TestTensor.Output<float>(new Shape(Batch, Units));
            TestTensor[] inputs =
            [
                TestTensor.Of<float>(new Shape(Time, Batch, Features), _x), TestTensor.Of<float>(new Shape(record.Gates * Units, Features), _w),
                TestTensor.Of<float>(new Shape(record.Gates * Units, Units), _r), TestTensor.Of<float>(new Shape(2 * record.Gates * Units), _b),
                TestTensor.Of<int>(new Shape(Batch), Lengths), TestTensor.Of<float>(new Shape(Batch, Units), _h),
                TestTensor.Of<float>(new Shape(Batch, Units), _c), TestTensor.Of<float>(new Shape(3 * Units), _p),
            ];
            var isLstm = record.Cell == RecurrentCell.Lstm;
            TestTensor[] outputs = [TestTensor.Output<float>(new Shape(Time, Batch, Units)), state, state];
            return Array.ConvertAll(
                StepRunner.Run(record, isLstm ? inputs : inputs[..6], isLstm ? outputs : outputs[..2], workers: 2),
                bytes => MemoryMarshal.Cast<byte, float>(bytes).ToArray());
        }

        public double[][] Expected()
        {
            double[] y = new double[Time * Batch * Units], h = Array.ConvertAll(_h, v => (double)v), c = Array.ConvertAll(_c, v => (double)v);
            for (var n = 0; n < Batch; n++)
            {
                for (var step = 0; step < Lengths[n]; step++)
                {
                    var t = record.Reverse == 1 ? Lengths[n] - 1 - step : step;
                    Advance(t, n, h, c);
                    Array.Copy(h, n * Units, y, ((t * Batch) + n) * Units, Units);
                }
            }

            return [y, h, c];
        }

        private void Advance(int t, int n, double[] h, double[] c)
        {
            var old = h[(n * Units)..((n + 1) * Units)];
            double[] Gated(int gate, Func<double, double> f, double[] state, Func<int, double> more) => [.. Enumerable.Range(0, Units).Select(u =>
                f(Clip(Input(gate, u, t, n) + Recur(gate, u, state) + more(u))))];
            switch (record.Cell)
            {
                case RecurrentCell.Rnn:
                    Gated(0, Sigmoid, old, _ => 0).CopyTo(h, n * Units);
                    break;
                case RecurrentCell.Gru:
                    double[] z = Gated(0, Sigmoid, old, _ => 0), r = Gated(1, Sigmoid, old, _ => 0);
                    var candidate = record.LinearBeforeReset == 0
                        ? Gated(2, Math.Tanh, [.. old.Zip(r, (a, b) => a * b)], _ => 0)
                        : [.. Enumerable.Range(0, Units).Select(u => Math.Tanh(Clip(Input(2, u, t, n) + (r[u] * Recur(2, u, old)))))];
                    for (var u = 0; u < Units; u++)
                    {
                        h[(n * Units) + u] = ((1 - z[u]) * candidate[u]) + (z[u] * old[u]);
                    }

                    break;
                default:
                    var cell = c[(n * Units)..((n + 1) * Units)];
                    double[] i = Gated(0, Sigmoid, old, u => _p[u] * cell[u]), f = Gated(2, Sigmoid, old, u => _p[(2 * Units) + u] * cell[u]);
                    var g = Gated(3, Math.Tanh, old, _ => 0);
                    double[] next = [.. Enumerable.Range(0, Units).Select(u => ((record.CoupledForget == 1 ? 1 - i[u] : f[u]) * cell[u]) + (i[u] * g[u]))];
                    var o = Gated(1, Sigmoid, old, u => _p[Units + u] * next[u]);
                    next.CopyTo(c, n * Units);
                    for (var u = 0; u < Units; u++)
                    {
                        h[(n * Units) + u] = o[u] * Math.Tanh(Clip(next[u]));
                    }

                    break;
            }
        }

        private double Input(int gate, int unit, int t, int n) => _b[(gate * Units) + unit] + Enumerable.Range(0, Features).Sum(k =>
            (double)_w[(((gate * Units) + unit) * Features) + k] * _x[(((t * Batch) + n) * Features) + k]);

        private double Recur(int gate, int unit, double[] state) => _b[((record.Gates + gate) * Units) + unit] + Enumerable.Range(0, Units).Sum(k =>
            _r[(((gate * Units) + unit) * Units) + k] * state[k]);

        private double Clip(double x) => record.Clip > 0 ? Math.Clamp(x, -record.Clip, record.Clip) : x;

        private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

        private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }
}
