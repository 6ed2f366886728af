using System.Text;
using System.Text.Json;

namespace EdgeRuntime.Host.Tests;

public sealed class ModelCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("commands").FullName;
    private readonly ModelStore _store;
    private readonly string _hash;

    public ModelCommandTests()
    {
        _store = new ModelStore(Path.Combine(_folder, "models"));
        TinyModel.Write(_folder);
        _hash = _store.Install(Path.Combine(_folder, "tiny.edge"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ActivateMakesAStoredModelTheOneOfTheName()
    {
        var answer = Answer($$"""{ "command": "activate", "model": "{{_hash[..6]}}", "id": 7 }""");
        Assert.Equal(("7", true, _hash), (answer.GetProperty("id").GetString(), answer.GetProperty("ok").GetBoolean(), answer.GetProperty("model").GetString()));
        Assert.Equal(_hash, _store.Find("tiny")!.Active);
    }

    [Fact]
    public void RollbackGoesBack()
    {
        var other = new string('b', 64);
        _store.Activate("tiny", _hash);
        _store.Confirm("tiny", _hash);
        File.Copy(_store.PathOf(_hash), _store.PathOf(other));
        _store.Activate("tiny", other);
        Assert.True(Answer("""{ "command": "rollback" }""").GetProperty("ok").GetBoolean());
        Assert.Equal(_hash, _store.Find("tiny")!.Active);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "a command is a JSON object")]
    [InlineData("{}", "command is missing")]
    [InlineData("""{ "command": "reboot" }""", "commands: activate, rollback")]
    [InlineData("""{ "command": "activate" }""", "model is missing")]
    [InlineData("""{ "command": "activate", "model": "0000" }""", "No stored models begin with '0000'")]
    [InlineData("""{ "command": "activate", "model": "../../etc/passwd" }""", "No stored models begin with")]
    [InlineData("""{ "command": "activate", "modle": "x" }""", "'modle' is unknown")]
    [InlineData("""{ "command": "rollback", "id": [] }""", "id is no text or number")]
    [InlineData("""{ "command": "rollback" }""", "tiny")]
    public void AMistakeIsAnsweredAndChangesNothing(string command, string expected)
    {
        var answer = Answer(command);
        Assert.False(answer.GetProperty("ok").GetBoolean());
        Assert.Contains(expected, answer.GetProperty("error").GetString());
        Assert.Null(_store.Find("tiny"));
    }

    [Fact]
    public void WhateverBytesComeThereIsAnAnswer()
    {
        var random = new Random(20261129);
        var seed = Encoding.UTF8.GetBytes($$"""{ "command": "activate", "model": "{{_hash[..4]}}", "id": "a" }""");
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = (byte[])seed.Clone();
            for (var k = random.Next(1, 5); k > 0; k--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Array.Resize(ref bytes, random.Next(3) == 0 ? random.Next(bytes.Length + 1) : bytes.Length);
            using var answer = JsonDocument.Parse(ModelCommand.Answer(bytes, _store, "tiny"));
            Assert.True(answer.RootElement.TryGetProperty("ok", out _));
        }
    }

    private JsonElement Answer(string command) => JsonDocument.Parse(ModelCommand.Answer(Encoding.UTF8.GetBytes(command), _store, "tiny")).RootElement;
}
