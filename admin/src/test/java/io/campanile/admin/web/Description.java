package io.campanile.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** An OpenAPI description, to hold answers against. */
public record Description(JsonNode document) {

    /** Where every admin server has its own. */
    public static final String PATH = "/api/v1/openapi.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The paths that it describes. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        document.get("paths").fieldNames().forEachRemaining(paths::add);
        return paths;
    }

    /** The answer to a GET of this path has this status, and looks as described for it. */
    public void assertDescribes(String path, int status, HttpResponse<String> answer) throws JsonProcessingException {
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        JsonNode schema =
                document.path("paths").path(path).at("/get/responses/" + status + "/content/application~1json/schema");
        assertValid(schema.get("$ref").asText(), answer.body());
    }

    /** The JSON is as this schema says. */
    public void assertValid(String schema, String json) throws JsonProcessingException {
        ObjectNode root = document.deepCopy();
        root.put("$ref", schema);
        var failures = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(root)
                .validate(JSON.readTree(json));
        assertThat(failures).as(json).isEmpty();
    }
}
