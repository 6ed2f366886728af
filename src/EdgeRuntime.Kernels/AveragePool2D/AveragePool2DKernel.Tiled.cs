using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>int8 by vectors of channels, the same for all instruction sets of 128 bits.</summary>
public static partial class AveragePool2DKernel
{
    private static bool BindTiled(StepView step, out BoundKernel kernel) => VectorPool<AverageLanes>.Bind(step, out kernel);

    private readonly struct AverageLanes : IPoolLanes
    {
        public static Vector128<short> Start => Vector128<short>.Zero;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<short> Add(Vector128<short> sum, Vector128<short> elements) => sum + elements;

        /// <summary>
        /// Half the count away from zero, then cut off. The quotient of two integers below 2^24 is never rounded up to the next integer in
        /// single precision, so cutting it off is exact.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<int> Finish(Vector128<int> sum, int count)
        {
            var (half, negative) = (Vector128.Create(count / 2), sum >> 31);
            var quotient = Vector128.ConvertToSingle(sum + ((half ^ negative) - negative)) / Vector128.Create((float)count);
            return Vector128.ConvertToInt32Native(quotient);
        }
    }
}
