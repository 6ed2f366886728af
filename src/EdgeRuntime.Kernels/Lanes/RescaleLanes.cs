namespace EdgeRuntime.Kernels;

/// <summary>One factor below 1 in all lanes of a vector; made and used by an <see cref="IInt32Lanes{TLanes}"/>.</summary>
/// <param name="Multiplier">Significand.</param>
/// <param name="RightShift">How far to shift right, in the form that the instruction set wants.</param>
/// <param name="Half">Half of the unit shifted away, 0 where nothing is.</param>
/// <param name="Tie">Ones where something is shifted away.</param>
internal readonly record struct RescaleLanes<TLanes>(TLanes Multiplier, TLanes RightShift, TLanes Half, TLanes Tie);
