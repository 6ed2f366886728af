using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>Four registers that belong together.</summary>
internal struct Vectors128<T>
    where T : unmanaged
{
    public Vector128<T> A;
    public Vector128<T> B;
    public Vector128<T> C;
    public Vector128<T> D;
}
