using System.Text;

namespace EdgeRuntime.Host.Tests;

public class HttpRequestLineTests
{
    [Theory]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", 200, "/metrics")]
    [InlineData("GET /status?verbose=1 HTTP/1.0\r\n\r\n", 200, "/status")]
    [InlineData("POST /metrics HTTP/1.1\r\n\r\n", 405, "")]
    [InlineData("GET metrics HTTP/1.1\r\n\r\n", 400, "")]
    [InlineData("GET  HTTP/1.1\r\n\r\n", 400, "")]
    [InlineData("GET /a b HTTP/1.1\r\n\r\n", 400, "")]
    [InlineData("GET / HTTP/2\r\n\r\n", 400, "")]
    [InlineData("GET /\u0001 HTTP/1.1\r\n\r\n", 400, "")]
    [InlineData("\r\n\r\n", 400, "")]
    [InlineData("GET /metrics HTTP/1.1\r\n", 400, "")]
    [InlineData("", 400, "")]
    public void ARequestIsTakenOrGetsItsCode(string head, int status, string path) =>
        Assert.Equal(new HttpRequestLine(status, path), HttpRequestLine.Parse(Encoding.Latin1.GetBytes(head)));

    [Fact]
    public void AnEndlessHeadIsTooLarge()
    {
        var head = Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nX: {new string('x', HttpRequestLine.MaxHeadBytes)}")[..HttpRequestLine.MaxHeadBytes];
        Assert.Equal(431, HttpRequestLine.Parse(head).Status);
    }

    [Fact]
    public void NoBytesMakeItThrow()
    {
        var random = new Random(7);
        var whole = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray();
        for (var i = 0; i < 200_000; i++)
        {
            var head = whole.AsSpan(0, random.Next(whole.Length + 1)).ToArray();
            for (var changes = random.Next(4); changes > 0 && head.Length > 0; changes--)
            {
                head[random.Next(head.Length)] = (byte)random.Next(256);
            }

            Assert.Contains(HttpRequestLine.Parse(head).Status, new[] { 200, 400, 405 });
        }
    }
}
