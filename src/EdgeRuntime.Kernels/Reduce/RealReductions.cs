namespace EdgeRuntime.Kernels;

/// <summary>Reductions of real numbers, in double precision.</summary>
internal static class RealReductions
{
    public struct Sum : IReduction<float>
    {
        private double _sum;

        public void Add(float x) => _sum += x;

        public readonly float Result() => (float)_sum;
    }

    public struct Prod : IReduction<float>
    {
        private double _product;
        private bool _any;

        public void Add(float x) => (_product, _any) = (_any ? _product * x : x, true);

        public readonly float Result() => _any ? (float)_product : 1;
    }

    public struct L1 : IReduction<float>
    {
        private double _sum;

        public void Add(float x) => _sum += Math.Abs(x);

        public readonly float Result() => (float)_sum;
    }

    public struct L2 : IReduction<float>
    {
        private double _sum;

        public void Add(float x) => _sum += (double)x * x;

        public readonly float Result() => (float)Math.Sqrt(_sum);
    }

    public struct LogSum : IReduction<float>
    {
        private double _sum;

        public void Add(float x) => _sum += x;

        public readonly float Result() => (float)Math.Log(_sum);
    }

    /// <summary>The sum is kept relative to the largest exponent so far, so that it cannot overflow.</summary>
    public struct LogSumExp : IReduction<float>
    {
        private double _max;
        private double _sum;

        public void Add(float x)
        {
            if (_sum == 0)
            {
                (_max, _sum) = (x, 1);
            }
            else if (x <= _max)
            {
                _sum += x == _max ? 1 : Math.Exp(x - _max);
            }
            else
            {
                (_sum, _max) = ((_sum * Math.Exp(_max - x)) + 1, x);
            }
        }

        public readonly float Result() => (float)(_max + Math.Log(_sum));
    }

    public struct SumSquare : IReduction<float>
    {
        private double _sum;

        public void Add(float x) => _sum += (double)x * x;

        public readonly float Result() => (float)_sum;
    }
}
