// Lucene's part of benchmarks/measure.py: the same files, the same lines of JSON.

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.FSDirectory;

class Lucene {
    static final int COUNT = 10;
    static final int ROUNDS = 5;
    // As often until the compiler has done its work: its warm times are compared.
    static final int WARMING_ROUNDS = 30;

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        if (arguments[0].equals("build")) {
            build(folder);
        } else {
            ask(folder);
        }
    }

    static void build(Path folder) throws Exception {
        List<String> passages = Files.readAllLines(folder.resolve("passages.txt"));
        long started = System.nanoTime();
        IndexWriterConfig settings = new IndexWriterConfig(new WhitespaceAnalyzer());
        settings.setSimilarity(new BM25Similarity(1.5f, 0.75f));
        settings.setRAMBufferSizeMB(500);
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.freeze();
        try (IndexWriter writer =
                new IndexWriter(FSDirectory.open(folder.resolve("lucene")), settings)) {
            for (String text : passages) {
                Document document = new Document();
                document.add(new Field("text", text, type));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
        System.out.printf("{\"build_seconds\": %f}%n", (System.nanoTime() - started) / 1e9);
    }

    static void ask(Path folder) throws Exception {
        List<String[]> questions = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("questions.txt"))) {
            questions.add(line.split(" "));
        }
        var reader = DirectoryReader.open(FSDirectory.open(folder.resolve("lucene")));
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setSimilarity(new BM25Similarity(1.5f, 0.75f));
        searcher.setQueryCache(null);
        best(searcher, questions.get(0));
        System.out.println("{\"answered\": 1}");
        double[][] times = new double[questions.size()][ROUNDS];
        for (int round = -WARMING_ROUNDS; round < ROUNDS; round++) {
            for (int at = 0; at < questions.size(); at++) {
                long started = System.nanoTime();
                best(searcher, questions.get(at));
                times[at][Math.max(round, 0)] = (System.nanoTime() - started) / 1e6;
            }
        }
        double[] medians = new double[times.length];
        for (int at = 0; at < times.length; at++) {
            Arrays.sort(times[at]);
            medians[at] = times[at][ROUNDS / 2];
        }
        Arrays.sort(medians);
        System.out.printf(
                "{\"p50_ms\": %f, \"p99_ms\": %f, \"rss_mb\": %f}%n",
                medians[medians.length * 50 / 100],
                medians[medians.length * 99 / 100],
                residentMegabytes());
    }

    static int best(IndexSearcher searcher, String[] words) throws Exception {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (String word : words) {
            query.add(new TermQuery(new Term("text", word)), BooleanClause.Occur.SHOULD);
        }
        return searcher.search(query.build(), COUNT).scoreDocs.length;
    }

    static double residentMegabytes() throws Exception {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return Runtime.getRuntime().totalMemory() / 1e6;
        }
        try (BufferedReader lines = Files.newBufferedReader(status)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("VmRSS")) {
                    return Double.parseDouble(line.split("\\s+")[1]) * 1024 / 1e6;
                }
            }
        }
        return 0;
    }
}
