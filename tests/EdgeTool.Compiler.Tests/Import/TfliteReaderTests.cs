using EdgeTool.Compiler.Tflite;
using TestKit;

namespace EdgeTool.Compiler.Tests;

public class TfliteReaderTests
{
    [Fact]
    public void Reads_what_was_written()
    {
        var model = TfliteReader.Read(SmallModels.Relu().ToBytes());

        var subgraph = Assert.Single(model.Subgraphs);
        Assert.Equal("main", subgraph.Name);
        Assert.Equal([0], subgraph.Inputs);
        Assert.Equal([1], subgraph.Outputs);
        var input = subgraph.Tensors[0];
        Assert.Equal(("x", TfliteType.Int8), (input.Name, input.Type));
        Assert.Equal([1, 4], input.Shape);
        Assert.Equal([0.5f], input.Scales);
        Assert.Equal([3L], input.ZeroPoints);
        var op = Assert.Single(subgraph.Operators);
        Assert.Equal(19, op.BuiltinCode);
        Assert.Equal("hello"u8.ToArray(), model.Metadata["greeting"].ToArray());
    }

    [Fact]
    public void Options_are_read_by_field_number_with_defaults()
    {
        var file = SmallModels.Relu();
        file.Main.Operator(200, [0], [1], (0, (sbyte)3), (2, 70000), (3, 0.25f), (4, true), (5, "name"), (6, new[] { 4, 5 }));
        var options = TfliteReader.Read(file.ToBytes()).Subgraphs[0].Operators[1].Options;

        Assert.Equal(3, options.Byte(0));
        Assert.Equal(-7, options.Int32(1, -7));
        Assert.Equal(70000, options.Int32(2));
        Assert.Equal(0.25f, options.Float(3));
        Assert.True(options.Bool(4));
        Assert.Equal("name", options.Text(5));
        Assert.Equal([4, 5], options.Int32Vector(6));
        Assert.Equal(9, options.Int32(40, 9));
    }

    [Fact]
    public void Operator_codes_beyond_127_come_from_the_wider_field()
    {
        var file = SmallModels.Relu();
        file.Main.Operator(144, [0], [1]);

        Assert.Equal(144, TfliteReader.Read(file.ToBytes()).Subgraphs[0].Operators[1].BuiltinCode);
    }

    [Fact]
    public void Refuses_another_schema_version() =>
        Refuses(SmallModels.Relu().ToBytes(version: 2), "schema version 2");

    [Fact]
    public void Refuses_a_buffer_of_the_wrong_length()
    {
        var file = SmallModels.Relu();
        file.Main.Constant("w", TfliteType.Int32, [3], new[] { 1, 2 });
        Refuses(file.ToBytes(), "tensor 2 'w' (Int32 [3]) needs 12 bytes, its buffer holds 8");
    }

    [Fact]
    public void Refuses_a_shape_whose_size_overflows()
    {
        var file = SmallModels.Relu();
        file.Main.Constant("w", TfliteType.Int8, [int.MaxValue, int.MaxValue, int.MaxValue], new byte[1]);
        Refuses(file.ToBytes(), "its buffer holds 1");
    }

    [Fact]
    public void Refuses_a_negative_dimension()
    {
        var file = SmallModels.Relu();
        file.Main.Tensor("w", TfliteType.Int8, [-4]);
        Refuses(file.ToBytes(), "has the shape [-4]");
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(-1, 0)]
    [InlineData(0, 7)]
    public void Refuses_operator_tensors_outside_the_subgraph(int input, int output)
    {
        var file = SmallModels.Relu();
        file.Main.Operator(19, [input], [output - (input == -1 ? 1 : 0)]);
        Refuses(file.ToBytes(), "operator 1 name tensor");
    }

    [Fact]
    public void Refuses_every_truncation()
    {
        var bytes = SmallModels.Relu().ToBytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<ImportException>(() => TfliteReader.Read(bytes[..length]));
        }
    }

    private static void Refuses(byte[] bytes, string message) =>
        Assert.Contains(message, Assert.Throws<ImportException>(() => TfliteReader.Read(bytes)).Message);
}
