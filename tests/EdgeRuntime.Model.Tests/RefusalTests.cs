using EdgeRuntime.Model;

namespace EdgeRuntime.Model.Tests;

/// <summary>One forged file for each rule: it is refused for that very reason.</summary>
public class RefusalTests
{
    private static readonly Dictionary<string, (FaultKind Kind, Action<Forgery> Forge)> Cases = new()
    {
        ["no header"] = (FaultKind.TooShort, f => f.Cut(40)),
        ["no section table"] = (FaultKind.FileLength, f => f.Cut(100)),
        ["short but consistent"] = (FaultKind.TooShort, f => f.Cut(100).Int64(8, 100)),
        ["another magic"] = (FaultKind.BadMagic, f => f.Byte(0, 'X')),
        ["a version to come"] = (FaultKind.UnsupportedVersion, f => f.Byte(4, 2)),
        ["an unknown flag"] = (FaultKind.UnknownFlags, f => f.Byte(7, 0x80)),
        ["another file length"] = (FaultKind.FileLength, f => f.Int64(8, f.Bytes.Length + 1)),
        ["bytes behind the end"] = (FaultKind.TrailingBytes, f => f.Grow().Int64(8, f.Bytes.Length)),
        ["negative arena"] = (FaultKind.ArenaSize, f => f.Int64(16, -64)),
        ["giant arena"] = (FaultKind.ArenaSize, f => f.Int64(16, 1L << 62)),
        ["arena off alignment"] = (FaultKind.ArenaSize, f => f.Int64(16, 385)),
        ["12 sections"] = (FaultKind.SectionCount, f => f.Int32(24, 12)),
        ["header reserved"] = (FaultKind.ReservedNotZero, f => f.Int32(28, 1)),
        ["unknown section"] = (FaultKind.SectionKind, f => f.Int32(Forgery.Entry(SectionKind.Tensors), 99)),
        ["section twice"] = (FaultKind.SectionOrder, f => f.Int32(Forgery.Entry(SectionKind.Tensors), (int)SectionKind.Interface)),
        ["section off alignment"] = (FaultKind.SectionAlignment, f => f.Int64(Forgery.Entry(SectionKind.Tensors) + 8, f.Offset(SectionKind.Tensors) + 4)),
        ["section past a hole"] = (FaultKind.SectionOffset, f => f.Int64(Forgery.Entry(SectionKind.Tensors) + 8, f.Offset(SectionKind.Tensors) + 64)),
        ["section past the end"] = (FaultKind.SectionOffset, f => f.Int64(Forgery.Entry(SectionKind.Tensors) + 8, long.MaxValue & ~63)),
        ["negative section offset"] = (FaultKind.SectionOffset, f => f.Int64(Forgery.Entry(SectionKind.Tensors) + 8, -64)),
        ["wrapping section length"] = (FaultKind.SectionLength, f => f.Int64(Forgery.Entry(SectionKind.Tensors) + 16, long.MaxValue)),
        ["negative section length"] = (FaultKind.SectionLength, f => f.Int64(Forgery.Entry(SectionKind.Tensors) + 16, -1)),
        ["section reserved"] = (FaultKind.ReservedNotZero, f => f.Int32(Forgery.Entry(SectionKind.Tensors) + 4, 7)),
        ["dirty padding"] = (FaultKind.SectionPadding, f => f.Byte(f.Offset(SectionKind.Tensors) - 1, 1)),
        ["half a tensor"] = (FaultKind.TensorCount, f => f.Int64(Forgery.Entry(SectionKind.Tensors) + 16, f.Length(SectionKind.Tensors) - 8)),
        ["unknown element type"] = (FaultKind.TensorType, f => f.Byte(f.Tensor(0, 0), 77)),
        ["unknown tensor kind"] = (FaultKind.TensorTensorKind, f => f.Byte(f.Tensor(0, 1), 0)),
        ["tensor reserved"] = (FaultKind.ReservedNotZero, f => f.Byte(f.Tensor(0, 79), 1)),
        ["packed arena tensor"] = (FaultKind.TensorStorage, f => f.Byte(f.Tensor(SampleModel.Q, 3), 1)),
        ["unknown storage"] = (FaultKind.TensorStorage, f => f.Byte(f.Tensor(SampleModel.PerChannel, 3), 200)),
        ["blocks without sizes"] = (FaultKind.WeightOrder, f => f.Byte(f.Tensor(SampleModel.PerChannel, 3), 4)),
        ["blocks in the arena"] = (FaultKind.TensorStorage, f => f.Byte(f.Tensor(SampleModel.Q, 3), 4)),
        ["row-major, but blocked"] = (FaultKind.WeightOrder, f => f.Byte(f.Tensor(SampleModel.PerChannel, 76), 4)),
        ["float16 of integers"] = (FaultKind.TensorStorage, f => f.Byte(f.Tensor(SampleModel.PerChannel, 3), 3)),
        ["packed bytes against the section"] = (FaultKind.WeightsCoverage, f => f.Byte(f.Tensor(SampleModel.PerChannel, 3), 1)),
        ["name outside"] = (FaultKind.TensorName, f => f.Int32(f.Tensor(0, 4), int.MaxValue)),
        ["name in the middle of another"] = (FaultKind.TensorName, f => f.Int32(f.Tensor(3, 4), f.Bytes[f.Tensor(3, 4)] + 1)),
        ["rank 7"] = (FaultKind.TensorShape, f => f.Int32(f.Tensor(0, 8), 7)),
        ["negative rank"] = (FaultKind.TensorShape, f => f.Int32(f.Tensor(0, 8), -1)),
        ["dimension 0"] = (FaultKind.TensorShape, f => f.Int32(f.Tensor(0, 12), 0)),
        ["dimension 2^31 - 1"] = (FaultKind.TensorShape, f => f.Int32(f.Tensor(0, 12), int.MaxValue)),
        ["element count overflow"] = (FaultKind.TensorShape, f => f.Int32(f.Tensor(0, 12), 1 << 24).Int32(f.Tensor(0, 16), 1 << 24)),
        ["dimension behind the rank"] = (FaultKind.TensorShape, f => f.Int32(f.Tensor(0, 28), 3)),
        ["shape against bytes"] = (FaultKind.TensorByteLength, f => f.Int64(f.Tensor(0, 68), 12)),
        ["channel axis past the rank"] = (FaultKind.ChannelAxis, f => f.Byte(f.Tensor(SampleModel.PerChannel, 2), 2)),
        ["scale count against channels"] = (FaultKind.ScaleCount, f => f.Int32(f.Tensor(SampleModel.PerChannel, 44), 3)),
        ["scales out of turn"] = (FaultKind.ScaleCount, f => f.Int32(f.Tensor(SampleModel.QOut, 40), 0)),
        ["unused scale"] = (FaultKind.ScaleCount, f => f.Int32(f.Tensor(SampleModel.PerChannel, 44), 0).Byte(f.Tensor(SampleModel.PerChannel, 2), 0xFF)),
        ["scale NaN"] = (FaultKind.ScaleValue, f => f.Single(f.Word(SectionKind.Scales, 0), float.NaN)),
        ["scale 0"] = (FaultKind.ScaleValue, f => f.Single(f.Word(SectionKind.Scales, 0), 0)),
        ["scale infinite"] = (FaultKind.ScaleValue, f => f.Single(f.Word(SectionKind.Scales, 1), float.PositiveInfinity)),
        ["zero point past int8"] = (FaultKind.ZeroPoint, f => f.Int32(f.Tensor(SampleModel.Q, 36), 128)),
        ["zero point of a float"] = (FaultKind.ZeroPoint, f => f.Int32(f.Tensor(0, 36), 1)),
        ["zero point per channel"] = (FaultKind.ZeroPoint, f => f.Int32(f.Tensor(SampleModel.PerChannel, 36), 1)),
        ["tensor off alignment"] = (FaultKind.TensorAlignment, f => f.Int64(f.Tensor(0, 60), 4)),
        ["tensor past the arena"] = (FaultKind.TensorOffset, f => f.Int64(f.Tensor(0, 60), 384)),
        ["tensor before the arena"] = (FaultKind.TensorOffset, f => f.Int64(f.Tensor(0, 60), -64)),
        ["constants overlap"] = (FaultKind.TensorOverlap, f => f.Int64(f.Tensor(SampleModel.PerChannel, 60), 0)),
        ["hole in the weights"] = (FaultKind.WeightsCoverage, f => f.Int64(f.Tensor(SampleModel.PerChannel, 60), 128)),
        ["dirty weight padding"] = (FaultKind.WeightsCoverage, f => f.Byte(f.Offset(SectionKind.Weights) + 20, 1)),
        ["constant with a live range"] = (FaultKind.LiveRange, f => f.Int32(f.Tensor(SampleModel.First, 52), 2)),
        ["live range backwards"] = (FaultKind.LiveRange, f => f.Int32(f.Tensor(SampleModel.Y, 52), -1)),
        ["live range past the end"] = (FaultKind.LiveRange, f => f.Int32(f.Tensor(SampleModel.Z, 52), 5)),
        ["variable that dies"] = (FaultKind.LiveRange, f => f.Int32(f.Tensor(SampleModel.V, 52), 3)),
        ["dies before it is read"] = (FaultKind.LiveRange, f => f.Int32(f.Tensor(SampleModel.Y, 52), 0)),
        ["born before it is written"] = (FaultKind.LiveRange, f => f.Int32(f.Tensor(SampleModel.W, 48), 1)),
        ["initial value of an arena tensor"] = (FaultKind.InitialValue, f => f.Int32(f.Tensor(SampleModel.Y, 56), SampleModel.First)),
        ["initial value outside"] = (FaultKind.InitialValue, f => f.Int32(f.Tensor(SampleModel.V, 56), 1000)),
        ["initial value of another length"] = (FaultKind.InitialValue, f => f.Int32(f.Tensor(SampleModel.V, 56), SampleModel.PerChannel)),
        ["half a step"] = (FaultKind.StepCount, f => f.Int64(Forgery.Entry(SectionKind.Steps) + 16, f.Length(SectionKind.Steps) - 8)),
        ["unknown operator"] = (FaultKind.UnknownOperator, f => f.Byte(f.Step(0, 1), 0xFF)),
        ["step reserved"] = (FaultKind.ReservedNotZero, f => f.Byte(f.Step(0, 2), 1)),
        ["step name outside"] = (FaultKind.StepName, f => f.Int32(f.Step(0, 4), -5)),
        ["source index"] = (FaultKind.StepName, f => f.Int32(f.Step(0, 28), -2)),
        ["record of another length"] = (FaultKind.RecordLength, f => f.Int32(f.Step(0, 12), 4)),
        ["record out of turn"] = (FaultKind.RecordsCoverage, f => f.Int32(f.Step(0, 8), 4)),
        ["no output"] = (FaultKind.OperandCount, f => f.Int32(f.Step(0, 24), 0)),
        ["negative input count"] = (FaultKind.OperandCount, f => f.Int32(f.Step(0, 20), -1)),
        ["counts that wrap"] = (FaultKind.OperandCount, f => f.Int32(f.Step(0, 20), int.MaxValue)),
        ["operands past the end"] = (FaultKind.OperandsCoverage, f => f.Int32(f.Step(3, 20), 2)),
        ["operands out of turn"] = (FaultKind.OperandsCoverage, f => f.Int32(f.Step(1, 16), 0)),
        ["operand index past the tensors"] = (FaultKind.OperandIndex, f => f.Int32(f.Operand(0), 9)),
        ["operand index below -1"] = (FaultKind.OperandIndex, f => f.Int32(f.Operand(0), -2)),
        ["output left out"] = (FaultKind.OperandIndex, f => f.Int32(f.Operand(1), -1)),
        ["writes a constant"] = (FaultKind.OperandKind, f => f.Int32(f.Operand(1), SampleModel.First)),
        ["required input left out"] = (FaultKind.OperandMissing, f => f.Int32(f.Operand(0), -1)),
        ["another output type"] = (FaultKind.OperandType, f => f.Int32(f.Operand(6), SampleModel.X)),
        ["another output shape"] = (FaultKind.OperandShape, f => f.Int32(f.Tensor(SampleModel.Y, 12), 2).Int32(f.Tensor(SampleModel.Y, 16), 2)),
        ["not quantized"] = (FaultKind.Quantization, f => f.Byte(f.Tensor(SampleModel.Q, 2), 0).Int32(f.Tensor(SampleModel.Q, 36), 0)),
        ["too many inputs"] = (FaultKind.Parameter, f => f.Int32(f.Step(0, 20), 2).Int32(f.Step(0, 24), 1).Int32(f.Step(1, 16), 3).Int32(f.Step(1, 20), 0)),
        ["scratch not asked for"] = (FaultKind.ScratchSize, f => f.Int64(f.Step(0, 40), 64)),
        ["scratch offset without scratch"] = (FaultKind.ScratchRange, f => f.Int64(f.Step(0, 32), 64)),
        ["two live tensors share bytes"] = (FaultKind.ArenaOverlap, f => f.Int64(f.Tensor(SampleModel.W, 60), 256)),
        ["takes the place of an input that lives on"] = (FaultKind.ArenaOverlap, f => f.Int32(f.Tensor(SampleModel.Y, 52), 2)),
        ["input and variable share bytes"] = (FaultKind.ArenaOverlap, f => f.Int64(f.Tensor(SampleModel.Q, 60), 128)),
        ["read before it is written"] = (FaultKind.ProducerOrder, f => f.Int32(f.Operand(0), SampleModel.Z)),
        ["a step reads its own output"] = (FaultKind.ProducerOrder, f => f.Int32(f.Operand(0), SampleModel.Y)),
        ["written twice"] = (FaultKind.WrittenTwice, f => f.Int32(f.Operand(5), SampleModel.Y)),
        ["interface past its section"] = (FaultKind.InterfaceCount, f => f.Int32(f.Word(SectionKind.Interface, 0), 1000)),
        ["interface negative"] = (FaultKind.InterfaceCount, f => f.Int32(f.Word(SectionKind.Interface, 0), -1)),
        ["no model output"] = (FaultKind.InterfaceCount, f => f.Int32(f.Word(SectionKind.Interface, 3), 0)),
        ["input index outside"] = (FaultKind.InterfaceIndex, f => f.Int32(f.Word(SectionKind.Interface, 1), 9)),
        ["input named twice"] = (FaultKind.InterfaceIndex, f => f.Int32(f.Word(SectionKind.Interface, 1), SampleModel.Q)),
        ["input that a step writes"] = (FaultKind.InterfaceIndex, f => f.Int32(f.Word(SectionKind.Interface, 1), SampleModel.Y)),
        ["output that dies early"] = (FaultKind.InterfaceIndex, f => f.Int32(f.Word(SectionKind.Interface, 4), SampleModel.Y)),
        ["strings without an end"] = (FaultKind.StringsCoverage, f => f.Byte(f.Offset(SectionKind.Strings) + f.Length(SectionKind.Strings) - 1, 'x')),
        ["not UTF-8"] = (FaultKind.StringEncoding, f => f.Byte(f.Offset(SectionKind.Strings) + 1, 0xFF)),
        ["contract no JSON"] = (FaultKind.ContractSyntax, f => f.Byte(f.Offset(SectionKind.Contract), '[')),
        ["contract with an unknown member"] = (FaultKind.ContractSyntax, f => f.Text(SectionKind.Contract, "\"labels\"", "\"babels\"")),
        ["contract with a null list"] = (FaultKind.ContractValue, f => f.Text(SectionKind.Contract, "[\"one\",\"zwei\"]", "null          ")),
        ["self-test count"] = (FaultKind.SelfTestLength, f => f.Int32(f.Word(SectionKind.SelfTest, 0), 2)),
        ["self-test count that wraps"] = (FaultKind.SelfTestLength, f => f.Int32(f.Word(SectionKind.SelfTest, 0), -1)),
        ["a signature"] = (FaultKind.SignatureFormat, f => f.Byte(f.Offset(SectionKind.Signature), 1)),
    };

    public static TheoryData<string> Names => new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void IsRefusedForItsReason(string name)
    {
        var (kind, forge) = Cases[name];
        var forgery = new Forgery();
        forge(forgery);
        var bytes = forgery.Bytes.Length < 400 ? forgery.Bytes : forgery.Sealed();
        var e = Assert.Throws<ModelFormatException>(() => ModelFile.FromBytes(bytes).Dispose());
        Assert.True(e.Kind == kind, $"expected {kind}: {e.Message}");
        Assert.InRange(e.ByteOffset, 0, Math.Max(bytes.Length, 64));
        Assert.NotEmpty(e.Expected);
    }

    [Fact]
    public void AChangeWithoutANewSealIsRefusedByTheHash()
    {
        var bytes = SampleModel.Bytes();
        bytes[bytes.AsSpan().IndexOf("sample"u8)] ^= 1;
        Assert.Equal(FaultKind.ContentHash, Assert.Throws<ModelFormatException>(() => ModelFile.FromBytes(bytes)).Kind);
    }

    [Fact]
    public void AFileAboveTheLimitIsNotEvenRead()
    {
        var e = Assert.Throws<ModelFormatException>(() => ModelFile.FromBytes(SampleModel.Bytes(), maxFileBytes: 100));
        Assert.Equal(FaultKind.TooLarge, e.Kind);
    }
}
