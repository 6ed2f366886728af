namespace EdgeRuntime.Kernels;

/// <summary><see cref="OutputLimits"/> in all lanes of a vector, in the width that an <see cref="IInt32Lanes{TLanes}"/> wants.</summary>
internal readonly record struct LimitLanes<TLanes>(TLanes ZeroPoint, TLanes Min, TLanes Max);
