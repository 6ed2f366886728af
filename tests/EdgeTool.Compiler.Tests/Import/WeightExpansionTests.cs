using EdgeRuntime.Model;
using EdgeTool.Compiler.Tflite;
using TestKit;

namespace EdgeTool.Compiler.Tests;

/// <summary>Models with weights in fewer bits than their activations run in float32; the weights are expanded at import.</summary>
public class WeightExpansionTests
{
    [Fact]
    public void Half_weights_behind_a_dequantize_become_floats_and_the_node_vanishes()
    {
        var file = SmallModels.FullyConnected(2, 2, m =>
        {
            var stored = m.Constant("w16", TfliteType.Float16, [2, 2], new[] { (Half)0.5f, (Half)(-2), (Half)65504, (Half)6e-8f });
            var expanded = m.Tensor("w", TfliteType.Float32, [2, 2]);
            m.Operator(6, [stored], [expanded]);
            return expanded;
        });

        // 6e-8 is a subnormal half, 2^-24.
        Assert.Equal([0.5f, -2f, 65504f, 5.9604645e-8f], WeightsOf(file.ToBytes()));
    }

    [Fact]
    public void Hybrid_weights_with_one_scale_become_floats()
    {
        var file = SmallModels.FullyConnected(2, 2, m =>
            m.Constant("w", TfliteType.Int8, [2, 2], new sbyte[] { 1, -2, 127, -127 }, [0.5f], [0]));

        Assert.Equal([0.5f, -1f, 63.5f, -63.5f], WeightsOf(file.ToBytes()));
    }

    [Fact]
    public void Hybrid_weights_with_a_zero_point_become_floats()
    {
        var file = SmallModels.FullyConnected(2, 2, m =>
            m.Constant("w", TfliteType.UInt8, [2, 2], new byte[] { 0, 128, 255, 130 }, [0.25f], [128]));

        Assert.Equal([-32f, 0f, 31.75f, 0.5f], WeightsOf(file.ToBytes()));
    }

    [Theory]
    [InlineData(0, new[] { 1f, 2f, 30f, 40f })]
    [InlineData(1, new[] { 1f, 20f, 3f, 40f })]
    public void Hybrid_weights_with_scales_along_an_axis_become_floats(int axis, float[] expected)
    {
        var file = SmallModels.FullyConnected(2, 2, m =>
            m.Constant("w", TfliteType.Int8, [2, 2], new sbyte[] { 1, 2, 3, 4 }, [1f, 10f], [0, 0], axis));

        Assert.Equal(expected, WeightsOf(file.ToBytes()));
    }

    [Fact]
    public void Four_bit_weights_of_a_float_layer_become_floats()
    {
        // -8, 7 and then 1, the earlier one in the low half.
        var file = SmallModels.FullyConnected(3, 1, m => m.Constant("w", TfliteType.Int4, [1, 3], new byte[] { 0x78, 0x01 }, [0.5f], [0]));
        Assert.Equal([-4f, 3.5f, 0.5f], WeightsOf(file.ToBytes()));
    }

    [Fact]
    public void Four_bit_weights_of_an_integer_layer_become_int8_and_are_stored_in_half_bytes_again()
    {
        var file = new TfliteBuilder();
        var x = file.Main.Tensor("x", TfliteType.Int8, [1, 64], [0.5f], [3]);
        var w = file.Main.Constant("w", TfliteType.Int4, [4, 64], (byte[])[0x9F, 0x9F, .. Enumerable.Range(2, 126).Select(i => (byte)(i * 37))], [0.5f, 1f, 2f, 4f], [0, 0, 0, 0]);
        var y = file.Main.Tensor("y", TfliteType.Int8, [1, 4], [0.25f], [0]);
        file.Main.Operator(9, [x, w, -1], [y]);
        file.Main.Inputs.Add(x);
        file.Main.Outputs.Add(y);
        var graph = TfliteImporter.Import(file.ToBytes());
        Assert.Equal([-1, -7, -1], graph.Nodes[0].Inputs[1]!.ConstantAs<sbyte>()[..3].ToArray());
        using var model = ModelFile.FromBytes(ModelCompiler.Compile(graph).Bytes);
        Assert.Contains((ConstantStorage.Int4, 128L), Enumerable.Range(0, model.Tensors.Length).Select(t => (model.Tensors[t].Storage, model.Tensors[t].StoredBytes)));
    }

    [Fact]
    public void Four_bit_activations_are_refused()
    {
        var file = new TfliteBuilder();
        var (x, y) = (file.Main.Tensor("x", TfliteType.Int4, [1, 4], [0.5f], [0]), file.Main.Tensor("y", TfliteType.Int4, [1, 4], [0.5f], [0]));
        file.Main.Operator(19, [x], [y]);
        file.Main.Inputs.Add(x);
        file.Main.Outputs.Add(y);
        Assert.Contains("Int4", Assert.Throws<UnsupportedModelException>(() => TfliteImporter.Import(file.ToBytes())).Nodes[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Scales_that_fit_no_dimension_are_refused()
    {
        var file = SmallModels.FullyConnected(2, 2, m =>
            m.Constant("w", TfliteType.Int8, [2, 2], new sbyte[] { 1, 2, 3, 4 }, [1f, 10f, 3f], [0, 0, 0]));

        var node = Assert.Single(Assert.Throws<UnsupportedModelException>(() => TfliteImporter.Import(file.ToBytes())).Nodes);
        Assert.Contains("3 scales", node.Reason);
    }

    [Fact]
    public void An_expansion_to_another_shape_is_refused()
    {
        var file = SmallModels.FullyConnected(2, 2, m =>
        {
            var expanded = m.Tensor("w", TfliteType.Float32, [2, 2]);
            m.Operator(6, [m.Constant("w16", TfliteType.Float16, [2], new[] { (Half)1, (Half)2 })], [expanded]);
            return expanded;
        });

        Assert.Equal("DEQUANTIZE", Assert.Throws<UnsupportedModelException>(() => TfliteImporter.Import(file.ToBytes())).Nodes[0].Operator);
    }

    private static float[] WeightsOf(byte[] file)
    {
        var node = Assert.Single(TfliteImporter.Import(file).Nodes);
        Assert.Equal(OpCode.FullyConnected, node.OpCode);
        return node.Inputs[1]!.ConstantAs<float>().ToArray();
    }
}
