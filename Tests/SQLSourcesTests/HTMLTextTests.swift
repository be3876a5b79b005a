import Testing

@testable import SQLSources

@Suite("HTML bodies as text")
struct HTMLTextTests {
    @Test(
        "tags go, blocks start lines, entities are decoded once, quotes are marked",
        arguments: [
            ("plain", "plain"),
            ("<p>One</p><p>Two</p>", "One\n\nTwo"),
            ("a<br>b<br/>c", "a\nb\nc"),
            ("a<br><br>b", "a\n\nb"),
            ("<div>a</div><div>b</div>", "a\nb"),
            ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
            ("<b>bo</b>ld", "bold"),
            ("A&amp;E &pound;12 &#8364;3 &#x41; &nbsp;x", "A&E £12 €3 A  x"),
            ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
            ("&unknown; & alone &#0; &#xD800;", "&unknown; & alone &#0; &#xD800;"),
            (
                "<blockquote><p>old</p><blockquote>older</blockquote></blockquote>new",
                "> old\n\n> > older\nnew"
            ),
            ("<script>steal('x')</script>a<style>p{}</style>b<!-- c -->d", "abd"),
            ("<SCRIPT>x</Script >y", "y"),
            ("1 < 2 and 3 > 2, I <3 you", "1 < 2 and 3 > 2, I <3 you"),
            ("Ada <ada@example.com> wrote", "Ada <ada@example.com> wrote"),
            ("<a href=\"x>y\" title='z'>link</a>", "link"),
            ("  lots \n of\t space  ", "lots of space"),
            ("<pre>a\n  b</pre>", "a\n  b"),
            ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
            ("<p>un<closed", "un<closed"),
            ("<script>never closed", ""),
            ("</blockquote>x", "x"),
        ])
    func converted(html: String, text: String) {
        #expect(HTMLText.plain(html) == text)
    }

    @Test("hostile markup ends soon and never grows beyond its marks")
    func hostile() {
        for part in ["<", "<!--", "&", "<blockquote>", "<a b='", "</", "&#", "<script"] {
            let text = HTMLText.plain(String(repeating: part, count: 5_000) + " end")
            #expect(text.utf8.count <= 100_000)
        }
    }
}
