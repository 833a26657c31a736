namespace Akka.Scheduler.Cli.Interactive;

/// <summary>
/// Reads a line key by key: arrows move in the line and through the lines before, Tab completes the last word, Ctrl-A, E, U, K and W
/// edit as in a shell, Ctrl-C drops the line, Ctrl-D on an empty line ends.
/// </summary>
internal sealed class LineEditor(TextWriter screen, Func<ConsoleKeyInfo> readKey, Func<string, IReadOnlyList<string>> complete)
{
    private readonly List<string> _history = [];
    private string _line = string.Empty;
    private int _cursor;
    private int _shown;

    /// <summary>The lines entered so far, oldest first.</summary>
    public IReadOnlyList<string> History => _history;

    /// <summary>Reads the next line.</summary>
    /// <param name="prompt">What stands before it.</param>
    /// <returns>The line; null at the end of input.</returns>
    public string? Read(string prompt)
    {
        (_line, _cursor, _shown) = (string.Empty, 0, 0);
        var at = _history.Count;
        Draw(prompt);
        while (true)
        {
            var key = readKey();
            switch (key)
            {
                case { Key: ConsoleKey.Enter }:
                    return Accept();
                case { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } when _line.Length == 0:
                    screen.WriteLine();
                    return null;
                case { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control }:
                    screen.WriteLine("^C");
                    return string.Empty;
                case { Key: ConsoleKey.UpArrow } when at > 0:
                    Replace(_history[--at]);
                    break;
                case { Key: ConsoleKey.DownArrow } when at < _history.Count:
                    Replace(++at == _history.Count ? string.Empty : _history[at]);
                    break;
                case { Key: ConsoleKey.Tab }:
                    Complete();
                    break;
                default:
                    Edit(key);
                    break;
            }

            Draw(prompt);
        }
    }

    private string Accept()
    {
        screen.WriteLine();
        if (_line.Trim().Length > 0 && (_history.Count == 0 || _history[^1] != _line)) _history.Add(_line);
        return _line;
    }

    private void Edit(ConsoleKeyInfo key)
    {
        var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow: _cursor = Math.Max(0, _cursor - 1); break;
            case ConsoleKey.RightArrow: _cursor = Math.Min(_line.Length, _cursor + 1); break;
            case ConsoleKey.Home: _cursor = 0; break;
            case ConsoleKey.A when control: _cursor = 0; break;
            case ConsoleKey.End: _cursor = _line.Length; break;
            case ConsoleKey.E when control: _cursor = _line.Length; break;
            case ConsoleKey.Backspace: Remove(_cursor - 1, _cursor); break;
            case ConsoleKey.Delete: Remove(_cursor, _cursor + 1); break;
            case ConsoleKey.U when control: Remove(0, _cursor); break;
            case ConsoleKey.K when control: Remove(_cursor, _line.Length); break;
            case ConsoleKey.W when control: Remove(WordStart(), _cursor); break;
            case ConsoleKey.Escape: Replace(string.Empty); break;
            default:
                if (!char.IsControl(key.KeyChar)) Insert(key.KeyChar.ToString());
                break;
        }
    }

    private void Complete()
    {
        var word = _line[WordStart().._cursor];
        var candidates = complete(_line[.._cursor]).Where(item => item.StartsWith(word, StringComparison.Ordinal)).ToList();
        if (candidates.Count == 0) return;
        var common = candidates.Aggregate((left, right) => left[..left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count()]);
        if (common.Length > word.Length || candidates.Count == 1)
        {
            Insert(common[word.Length..] + (candidates.Count == 1 ? " " : string.Empty));
            return;
        }

        screen.WriteLine();
        screen.WriteLine(string.Join("  ", candidates));
        _shown = 0;
    }

    private int WordStart() => _line[.._cursor].TrimEnd().LastIndexOf(' ') + 1 is var start && start <= _cursor
        && (_cursor == 0 || _line[_cursor - 1] != ' ') ? start : _cursor;

    private void Insert(string text)
    {
        _line = _line.Insert(_cursor, text);
        _cursor += text.Length;
    }

    private void Remove(int from, int to)
    {
        (from, to) = (Math.Max(0, from), Math.Min(_line.Length, to));
        if (to <= from) return;
        _line = _line.Remove(from, to - from);
        if (_cursor > from) _cursor = Math.Max(from, _cursor - (to - from));
    }

    private void Replace(string line) => (_line, _cursor) = (line, line.Length);

    private void Draw(string prompt)
    {
        var rest = Math.Max(0, _shown - _line.Length);
        screen.Write('\r' + prompt + _line + new string(' ', rest) + new string('\b', rest + _line.Length - _cursor));
        screen.Flush();
        _shown = _line.Length;
    }
}
