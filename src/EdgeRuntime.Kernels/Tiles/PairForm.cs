namespace EdgeRuntime.Kernels;

/// <summary>How an <see cref="IPairStep{TVector}"/> wants x.</summary>
/// <param name="ElementBytes">Bytes of an element: 2 when widened, 1 when not.</param>
/// <param name="Offset">Added to every element, which the bias takes back: 128 makes int8 unsigned.</param>
/// <param name="BoundedShift">1 when elements are doubled for <see cref="PairWeights.Bounded"/> weights.</param>
internal readonly record struct PairForm(int ElementBytes, int Offset, int BoundedShift);
