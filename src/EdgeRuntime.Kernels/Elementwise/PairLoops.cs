using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Binds operators with two inputs and an output of one type to <see cref="BinaryLoop"/>, for every type that their laws allow.</summary>
internal static unsafe class PairLoops
{
    /// <summary>Integers as they are stored.</summary>
    public static bool BindStored<TOperation>(StepView step, out BoundKernel kernel) where TOperation : IPairOperation
    {
        kernel = step.Inputs[0].Type switch
        {
            ElementType.Float32 => BinaryLoop.Bind<float, float, float, StoredStep<TOperation, float>>(step),
            ElementType.Int8 => BinaryLoop.Bind<sbyte, sbyte, sbyte, StoredStep<TOperation, sbyte>>(step),
            ElementType.UInt8 => BinaryLoop.Bind<byte, byte, byte, StoredStep<TOperation, byte>>(step),
            ElementType.Int16 => BinaryLoop.Bind<short, short, short, StoredStep<TOperation, short>>(step),
            ElementType.Int32 => BinaryLoop.Bind<int, int, int, StoredStep<TOperation, int>>(step),
            ElementType.Int64 => BinaryLoop.Bind<long, long, long, StoredStep<TOperation, long>>(step),
            _ => default,
        };
        return kernel.Run != null;
    }

    /// <summary>Plain numbers with a fused activation; 8 and 16 bits by steps that know their scales.</summary>
    public static bool BindArithmetic<TOperation, TInt8, TUInt8, TInt16>(StepView step, out BoundKernel kernel)
        where TOperation : IPairOperation
        where TInt8 : unmanaged, IBinaryStep<TInt8, sbyte, sbyte, sbyte>
        where TUInt8 : unmanaged, IBinaryStep<TUInt8, byte, byte, byte>
        where TInt16 : unmanaged, IBinaryStep<TInt16, short, short, short>
    {
        kernel = step.Inputs[0].Type switch
        {
            ElementType.Float32 => BinaryLoop.Bind<float, float, float, PlainStep<TOperation, float>>(step),
            ElementType.Int8 => BinaryLoop.Bind<sbyte, sbyte, sbyte, TInt8>(step),
            ElementType.UInt8 => BinaryLoop.Bind<byte, byte, byte, TUInt8>(step),
            ElementType.Int16 => BinaryLoop.Bind<short, short, short, TInt16>(step),
            ElementType.Int32 => BinaryLoop.Bind<int, int, int, PlainStep<TOperation, int>>(step),
            ElementType.Int64 => BinaryLoop.Bind<long, long, long, PlainStep<TOperation, long>>(step),
            _ => default,
        };
        return kernel.Run != null;
    }
}
