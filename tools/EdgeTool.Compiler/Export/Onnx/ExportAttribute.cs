namespace EdgeTool.Compiler.Onnx;

/// <summary>AttributeProto messages by the field numbers of the published onnx.proto3.</summary>
internal static class ExportAttribute
{
    private const int NameField = 1, FloatField = 2, IntField = 3, TextField = 4, FloatsField = 7, IntsField = 8, TextsField = 9, TypeField = 20;
    private const int FloatType = 1, IntType = 2, TextType = 3, FloatsType = 6, IntsType = 7, TextsType = 8;

    public static WireWriter Float(string name, float value) => Start(name, FloatType).Real(FloatField, value);

    public static WireWriter Int(string name, long value) => Start(name, IntType).Number(IntField, value);

    public static WireWriter Text(string name, string value) => Start(name, TextType).Text(TextField, value);

    public static WireWriter Ints(string name, params ReadOnlySpan<int> values)
    {
        var attribute = Start(name, IntsType);
        foreach (var value in values)
        {
            attribute.Number(IntsField, value);
        }

        return attribute;
    }

    public static WireWriter Floats(string name, params ReadOnlySpan<float> values)
    {
        var attribute = Start(name, FloatsType);
        foreach (var value in values)
        {
            attribute.Real(FloatsField, value);
        }

        return attribute;
    }

    public static WireWriter Texts(string name, params ReadOnlySpan<string> values)
    {
        var attribute = Start(name, TextsType);
        foreach (var value in values)
        {
            attribute.Text(TextsField, value);
        }

        return attribute;
    }

    private static WireWriter Start(string name, int type) => new WireWriter().Text(NameField, name).Number(TypeField, type);
}
