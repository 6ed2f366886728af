namespace EdgeTool.Compiler.Tflite;

/// <summary>An operator's options in the file; every field has its default when the operator has none.</summary>
internal sealed class FlatOptions(int unionType, FlatTable? table) : ITfliteOptions
{
    public int UnionType { get; } = unionType;

    public int Int32(int field, int defaultValue = 0) => table?.Int32(field, defaultValue) ?? defaultValue;

    public int Byte(int field, int defaultValue = 0) => table?.SByte(field, defaultValue) ?? defaultValue;

    public bool Bool(int field, bool defaultValue = false) => table?.Bool(field, defaultValue) ?? defaultValue;

    public float Float(int field, float defaultValue = 0) => table?.Float(field, defaultValue) ?? defaultValue;

    public string Text(int field) => table?.Text(field) ?? "";

    public int[] Int32Vector(int field) => table?.Scalars<int>(field) ?? [];
}
