using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

/// <summary>The combinations of element types that operators with weights exist for, and random operands of each.</summary>
public enum TypeMix
{
    Float,
    Int8PerTensor,
    Int8PerChannel,
    UInt8,
    Int16WithInt64Bias,
    Int16WithInt32Bias,
    Int16WithoutBias,
}

internal static class TypeMixes
{
    public static TheoryData<TypeMix> All => new(Enum.GetValues<TypeMix>());

    public static TestTensor Input(this TypeMix mix, Random random, Shape shape) => mix switch
    {
        TypeMix.Float => TestTensor.Random<float>(random, shape),
        TypeMix.Int8PerTensor or TypeMix.Int8PerChannel => TestTensor.Random<sbyte>(random, shape, 0.05f, random.Next(-128, 128)),
        TypeMix.UInt8 => TestTensor.Random<byte>(random, shape, 0.05f, random.Next(256)),
        _ => TestTensor.Random<short>(random, shape, 0.0005f),
    };

    public static TestTensor Weights(this TypeMix mix, Random random, Shape shape, int channelAxis)
    {
        switch (mix)
        {
            case TypeMix.Float:
                return TestTensor.Random<float>(random, shape);
            case TypeMix.UInt8:
                return TestTensor.Random<byte>(random, shape, 0.02f, random.Next(100, 150));
            default:
                var stored = TestTensor.Random<sbyte>(random, shape, 0.01f);
                return mix is TypeMix.Int8PerTensor or TypeMix.Int16WithInt32Bias
                    ? stored
                    : TestTensor.PerChannel<sbyte>(shape, stored.As<sbyte>(), channelAxis,
                        [.. Enumerable.Range(0, shape[channelAxis]).Select(_ => 0.002f + (random.NextSingle() * 0.02f))]);
        }
    }

    public static TestTensor Bias(this TypeMix mix, Random random, int channels)
    {
        int[] values = [.. Enumerable.Range(0, channels).Select(_ => random.Next(-3000, 3000))];
        return mix switch
        {
            TypeMix.Float => TestTensor.Of<float>(new Shape(channels), Array.ConvertAll(values, v => v / 1000f)),
            TypeMix.Int16WithInt64Bias => TestTensor.Of<long>(new Shape(channels), Array.ConvertAll(values, v => (long)v)),
            TypeMix.Int16WithoutBias => TestTensor.Absent,
            _ => TestTensor.Of<int>(new Shape(channels), values),
        };
    }

    public static TestTensor Output(this TypeMix mix, Random random, Shape shape) => mix switch
    {
        TypeMix.Float => TestTensor.Output<float>(shape),
        TypeMix.Int8PerTensor or TypeMix.Int8PerChannel => TestTensor.Output<sbyte>(shape, 0.3f, random.Next(-30, 30)),
        TypeMix.UInt8 => TestTensor.Output<byte>(shape, 0.3f, random.Next(100, 150)),
        _ => TestTensor.Output<short>(shape, 0.002f),
    };
}
