using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace Akka.Scheduler.Cli.Output;

/// <summary>Writes answers in the format that was asked for.</summary>
internal sealed class Report(OutputFormat format, Surroundings around)
{
    public OutputFormat Format => format;

    /// <summary>One thing: its fields, or its JSON.</summary>
    public void One<T>(T value, JsonTypeInfo<T> type, IEnumerable<(string Label, string? Text)> fields)
    {
        if (format != OutputFormat.Table)
        {
            around.Out.WriteLine(Json(value, type, indented: format == OutputFormat.Json));
            return;
        }

        var rows = fields.Where(field => field.Text is not null)
            .Select(field => new[] { field.Label, field.Text!.ReplaceLineEndings(" ") }).ToList();
        PlainTable.Write(around.Out, rows, _ => false);
    }

    /// <summary>Many things of a kind: a table, one JSON array, or a line for each.</summary>
    public void Many<T>(IReadOnlyList<T> items, JsonTypeInfo<T> type, IReadOnlyList<Column<T>> columns)
    {
        switch (format)
        {
            case OutputFormat.Json:
                around.Out.WriteLine(Array(items, type));
                break;
            case OutputFormat.JsonLines:
                foreach (var item in items) Line(item, type);
                break;
            default:
                Table(items, columns);
                break;
        }
    }

    /// <summary>One thing of a stream, as soon as it is there.</summary>
    public void Line<T>(T item, JsonTypeInfo<T> type) => around.Out.WriteLine(Json(item, type, indented: false));

    /// <summary>A sentence for people; programs that read JSON are spared it.</summary>
    public void Say(string sentence) => (format == OutputFormat.Table ? around.Out : around.Error).WriteLine(sentence);

    /// <summary>A remark beside the answer.</summary>
    public void Note(string sentence) => around.Error.WriteLine(sentence);

    private static string Json<T>(T value, JsonTypeInfo<T> type, bool indented) =>
        Write(indented, writer => JsonSerializer.SerializeToElement(value, type).WriteTo(writer));

    private static string Array<T>(IReadOnlyList<T> items, JsonTypeInfo<T> type) => Write(true, writer =>
    {
        writer.WriteStartArray();
        foreach (var item in items) JsonSerializer.SerializeToElement(item, type).WriteTo(writer);
        writer.WriteEndArray();
    });

    private static string Write(bool indented, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        // Read by people and shells, never put into a web page: letters stay letters.
        var options = new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(buffer, options)) write(writer);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private void Table<T>(IReadOnlyList<T> items, IReadOnlyList<Column<T>> columns)
    {
        var rows = new List<string[]> { columns.Select(column => column.Title).ToArray() };
        rows.AddRange(items.Select(item => columns.Select(column => column.Text(item) ?? "-").ToArray()));
        if (!around.OutputIsTerminal)
        {
            PlainTable.Write(around.Out, rows, i => columns[i].Right);
            return;
        }

        var head = new Style(decoration: Decoration.Bold);
        foreach (var (row, cells) in PlainTable.Align(rows, i => columns[i].Right).Index())
        {
            // Cell by cell, and nothing after the last: a row that is too long is then broken by the terminal and not by us.
            foreach (var (column, cell) in cells.Index())
            {
                var isLast = column == cells.Length - 1;
                around.Console.Write(new Text(isLast ? cell.TrimEnd() : cell + PlainTable.Gap, row == 0 ? head : Shade.Of(cell.Trim())));
            }

            around.Console.WriteLine();
        }
    }
}
