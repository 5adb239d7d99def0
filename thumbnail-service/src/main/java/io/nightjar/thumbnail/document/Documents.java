package io.nightjar.thumbnail.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import io.nightjar.pipeline.fault.BrokenContractException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads documents as they come, however long they are. */
final class Documents {
  /** The code of what breaks its contract. */
  static final String UNREADABLE = "unreadable-document";

  private static final JsonFactory JSON = new JsonFactory();

  private Documents() {}

  /** Reads the value of a field, at whose first token the parser stands; or passes it over. */
  @FunctionalInterface
  interface FieldReader {
    void read(String field, JsonParser in) throws IOException;
  }

  /** Reads one value, at whose first token the parser stands. */
  @FunctionalInterface
  interface ValueReader {
    void read(JsonParser in) throws IOException;
  }

  /**
   * Reads a document that is an object, and its source to the end, without closing it.
   *
   * @throws BrokenContractException if it is no such thing, or not as the reader expects
   */
  static void read(String name, InputStream source, FieldReader fields) throws IOException {
    try (JsonParser in = JSON.createParser(source)) {
      in.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      in.nextToken();
      object(in, fields);
      check(in.nextToken() == null, "it ends with its object");
      source.transferTo(OutputStream.nullOutputStream());
    } catch (JsonProcessingException | BrokenRuleException e) {
      throw new BrokenContractException(
          UNREADABLE, name + " breaks its contract: " + e.getMessage(), e);
    }
  }

  /** Reads an object, at whose beginning the parser stands. */
  static void object(JsonParser in, FieldReader fields) throws IOException {
    check(in.currentToken() == JsonToken.START_OBJECT, "objects are where they should be");
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String field = in.currentName();
      in.nextToken();
      fields.read(field, in);
      in.skipChildren();
    }
  }

  /** Reads an array, at whose beginning the parser stands. */
  static void array(JsonParser in, ValueReader values) throws IOException {
    check(in.currentToken() == JsonToken.START_ARRAY, "arrays are where they should be");
    while (in.nextToken() != JsonToken.END_ARRAY) {
      values.read(in);
    }
  }

  /** Reads a whole number within bounds. */
  static long whole(JsonParser in, long least, long most) throws IOException {
    check(
        in.currentToken() == JsonToken.VALUE_NUMBER_INT, "whole numbers are where they should be");
    try {
      long value = in.getLongValue();
      check(least <= value && value <= most, value + " lies within " + least + "…" + most);
      return value;
    } catch (InputCoercionException e) {
      throw new BrokenRuleException("numbers are no larger than can be");
    }
  }

  /** Reads a number within bounds. */
  static double number(JsonParser in, double least, double most) throws IOException {
    check(in.currentToken().isNumeric(), "numbers are where they should be");
    double value = in.getDoubleValue();
    check(least <= value && value <= most, value + " lies within " + least + "…" + most);
    return value;
  }

  /** Reads true or false. */
  static boolean flag(JsonParser in) throws IOException {
    check(in.currentToken().isBoolean(), "true or false is where it should be");
    return in.getBooleanValue();
  }

  static void check(boolean holds, String rule) throws BrokenRuleException {
    if (!holds) {
      throw new BrokenRuleException(rule);
    }
  }

  /** A document breaks a rule. */
  static final class BrokenRuleException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenRuleException(String rule) {
      super("not so: " + rule);
    }
  }
}
