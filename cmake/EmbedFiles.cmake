# embed_files(FUNCTION OUTPUT FILES…): a source file that defines
#   std::vector<rigcheck::DataFile> const& rigcheck::FUNCTION()
# with the name and the text of each file. Made again at build time when a file changes.
function(embed_files function output)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DFUNCTION=${function} -DOUTPUT=${output} "-DFILES=${ARGN}"
            -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    VERBATIM)
endfunction()
