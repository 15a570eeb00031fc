#pragma once

#include <string>
#include <vector>

// Choosing a file to open: the folders and the files that rigcheck can open.
namespace rigcheck::gui {

enum class FileKind { machine, snapshot, session, parts };

// A folder or archive is a captured machine; a JSON file says itself what it is, and one that says
// nothing but names parts is a parts file. Throws UsageError naming the file and what is wrong.
FileKind kind_of_file(std::string const& file);

class OpenDesk {
public:
    struct Entry {
        std::string name;
        bool folder = false;
    };

    // Where the person looks; begins in the home folder.
    std::string const& folder() const { return folder_; }
    // Folders, then files, each by name; hidden ones and files of other kinds are left out.
    std::vector<Entry> const& entries() const { return entries_; }
    bool cut() const { return cut_; }  // there were more than are listed
    std::string const& error() const { return error_; }
    // This folder looks like a captured machine: it holds proc or sys.
    bool is_machine() const { return is_machine_; }

    void look(std::string const& folder);
    void up();

private:
    std::string folder_, error_;
    std::vector<Entry> entries_;
    bool cut_ = false, is_machine_ = false;
};

}  // namespace rigcheck::gui
